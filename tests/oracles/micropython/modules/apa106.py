from neopixel import NeoPixel as APA106

import time
from machine import PWM, Pin

NOTES_HZ = (262, 294, 330, 349)

keys = [Pin(pin, Pin.IN, Pin.PULL_UP) for pin in ({{key1}}, {{key2}}, {{key3}}, {{key4}})]
speaker = PWM(Pin({{speaker}}), freq=440, duty_u16=0)
playing = None

while True:
    pressed = None
    for key, note in zip(keys, NOTES_HZ):
        if key.value() == 0:
            pressed = note
    if pressed != playing:
        playing = pressed
        if playing:
            speaker.freq(playing)
        speaker.duty_u16(32768 if playing else 0)
    time.sleep_ms(10)

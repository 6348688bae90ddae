"""100 requests, written by someone who had seen neither the recipes, the generator nor the other sets' results."""

import re

from cases import A, M, Cases

case = Cases()


def every(seconds):
    """A time, in whatever unit and notation a program may hold it."""
    s, ms = re.escape(f"{seconds:g}"), round(seconds * 1000)
    if seconds < 1:
        s = s.replace("0", "0?", 1)
    end = r"(?:\.0+)?[uUlLfF]*(?![\w.])"
    separated = f"{ms:,}".replace(",", "['_]?")
    ways = [rf"(?<![\w.]){separated}{end}", rf"(?<![\w.]){ms * 1000}{end}", rf"(?<![\w.]){ms}e3", rf"(?<![\w.]){s}e[36]"]
    units = [(s, r"100*|1e\d|\w*(?i:mult|factor|sec|ms)\w*")]
    if seconds >= 60 and seconds % 60 == 0:
        units.append((f"{seconds // 60:g}", r"60|60000|6e\d|\w*(?i:min)\w*"))
    for number, factor in units:
        written = rf"(?<![\w.]){number}{end}"
        ways += [rf"{written}\s*\*\s*\(?(?:\w+\))?(?:{factor})", rf"(?:{factor})[uUlL]*\s*\*\s*{written}"]
        ways += [rf"=\s*{written}", rf"#define\s+\w+\s+{written}", rf"\{{\s*{number}\s*\}}", rf",\s*{written}\s*\)"]
        ways += [rf"(?i:sleep|attach|seconds|minutes|after|alarm|every)\w*\(\s*{written}"]
    return "|".join(ways)


def num(value):
    """A number that stands alone."""
    return rf"(?<![\w.]){value}(?:\.0+)?[uUlLfF]*(?![\w.])"


def pin(name, number):
    """A pin by the name on the board or by its number."""
    return rf"\b{name}\b|(?:[=(,{{]|#define \w+)\s*{number}\b(?!\.)"


OLED = r"(?i:ssd1306|u8g2|u8x8)"
MQTT_OUT = r"publish\(|beginMessage\("
ECHO = r"pulseIn|NewPing|(?i:hc_?sr04|ultrasonic)|micros\("
SERVER = r"WebServer|WiFiServer|NetworkServer|httpd_"

# Arduino, one task.
case("two leds, one on 6 one on 7, blinking alternately every 300ms", "uno", A, r"digitalWrite", every(0.3), pins=[6, 7])
case("I would like to toggle an LED (D12) each time a push button (D4, wired to GND) is pressed. Please take care of the bouncing!", "nanoatmega328", A, r"INPUT_PULLUP|Bounce|ezButton|OneButton", pins=[4, 12])
case("fade led pin 44 up and down pls", "megaatmega2560", A, r"analogWrite", pins=[44])
case("buton to 5V on pin 5 with external 10k pulldown, print ON or OFF", "uno", A, r"digitalRead|Bounce|ezButton", r"ON\b", r"OFF\b", no=[r"pinMode\([^)]*INPUT_PULLUP"], pins=[5])
case("esp32 touch sensor at T7 (gpio27), print the raw value every 250 ms", "esp32dev", A, r"touchRead|touch_", every(0.25), pin("T7", 27))
case("bme280 i2c, i have soldered SDA to 33 and SCL to 32. temp, humidity, pressure to serial", "esp32dev", A, r"BME280|0x7[67]", r"(?i:hum)", r"(?i:press)", r"Serial\.print", pins=[32, 33])
case("gps neo-6m is connected to Serial1 of my mega, show me latitude and longitude", "megaatmega2560", A, r"Serial1", r"(?i:lat)", r"(?i:lng|lon)")
case("load cell w/ HX711, DT=25 SCK=26, tare at startup then print weight", "esp32dev", A, r"HX711|shiftIn|digitalRead", r"(?i:tare|offset|zero)", pins=[25, 26])
case("read thermocouple MAX6675: SO pin 4, CS pin 5, SCK pin 6. one value per second", "uno", A, r"(?i:max6675|thermocouple|shiftIn)", every(1), pins=[4, 5, 6])
case("my leonardo shall act as USB keyboard and type \"hello\" if I press button on pin 2", "leonardo", A, r"Keyboard\.", r"hello", pins=[2])
case("connect the nano 33 iot to the wlan \"Werkstatt\" and print the ip adress", "nano_33_iot", A, r"WiFiNINA", r"WiFi\.begin", r"Werkstatt", r"localIP")
case("rainbow on a ring of 16 ws2812, data wire is D2", "d1_mini", A, r"NeoPixel|FastLED|NeoEsp8266", num(16), pin("D2", 4))
case("use the onboard rgb led of the s3 devkit: red, green, blue, one second each", "esp32-s3-devkitc-1", A, r"rgbLedWrite|neopixelWrite|NeoPixel|FastLED", r"RGB_BUILTIN|PIN_NEOPIXEL|\b(48|38)\b", every(1))
case("4 pin pc fan needs 25 kHz PWM, I have it on D3 of the XIAO, run it at 40%", "seeed_xiao_esp32c3", A, r"ledc|analogWrite", r"25'?000|25e3|\b25\s*\*\s*1000", r"\b40\b|\b10[12]\b|\b4(09|10)\b|0\.4", pin("D3", 5))
case("sweep servo GP16", "pico", A, r"Servo|writeMicroseconds", pins=[16])
case("blink the PC13 led of blue pill five times a second", "bluepill_f103c8_128k", A, r"PC_?13|LED_BUILTIN", r"\b100\b|\b200\b|1000\s*/\s*(5|10)|\b(5|10)\b")
case("Potentiometer on A9 of a Teensy 4.1, 12 bit resolution, print the voltage (3.3 V reference).", "teensy41", A, r"analogReadResolution|setResolution|analogReadRes", r"analogRead\(", pin("A9", 23), r"3\.3|3300")
case("generate a sine wave with the DAC at gpio25", "esp32dev", A, r"dacWrite|dac_|Dac", r"(?i:\bsin|sine|wave|table)", pins=[25])
case("28byj-48 with uln2003 at 8,9,10,11: one full turn right, one full turn left", "uno", A, r"Stepper|digitalWrite|PORTB", r"20(48|38)|40(96|76)|512|64", pins=[8, 9, 10, 11])
case("roatry encoder CLK 18 DT 19 count up/down and print position", "megaatmega2560", A, r"attachInterrupt|Encoder|digitalRead", r"Serial\.print", pins=[18, 19])
case("4x4 keypad, rows 9 8 7 6, columns 5 4 3 2. print which key", "uno", A, r"Keypad|INPUT_PULLUP", r"Serial\.print", pins=[2, 3, 4, 5, 6, 7, 8, 9])
case("16x2 lcd WITHOUT i2c backpack. rs 12, en 11, d4..d7 = 5,4,3,2. text: Hello Anna", "uno", A, r"LiquidCrystal|hd44780", r"Hello Anna", no=[r"#include\s*<LiquidCrystal_I2C"], pins=[2, 3, 4, 5, 11, 12])
case("ILI9341 tft, write \"Boot OK\" in green", "esp32dev", A, r"ILI9341|TFT_eSPI|LGFX|LovyanGFX", r"Boot OK", r"(?i:green)|0x0?7E0")
case("max7219 8 digit 7-segment module, DIN 12, CLK 11, CS 10; count upwards", "uno", A, r"(?i:max72|LedControl|DigitLed)|shiftOut", pins=[10, 11, 12])
case("boot counter that survives power loss", "esp32dev", A, r"Preferences|EEPROM|nvs_|LittleFS|SPIFFS", r"put\w*\(|EEPROM\.write|nvs_set|open\(", r"Serial\.print")
case("esp now: send counter to AA:BB:CC:11:22:33 each 2 s", "esp32dev", A, r"(?i:esp(32)?_?now)", r"(?i:0xAA,\s*0xBB,\s*0xCC,\s*0x11,\s*0x22,\s*0x33|AA:BB:CC:11:22:33)", every(2))
case("LoRa transmitter (SX1276 module, 868MHz). Transmit \"ping\" every ten seconds.", "esp32dev", A, r"LoRa|RadioLib|RH_RF95|SX127", r"868", r"ping", every(10))
case("mcp2515 can module CS=10, send a frame with id 0x123 at 500 kbit/s every 100 ms", "uno", A, r"(?i:mcp_?2515|mcp_can|can)", r"(?i:0x123)", r"500", every(0.1), pins=[10])
case("Modbus RTU master through a MAX485 (DE and RE together on pin 2). Read holding register 100 of slave 3 once per second, 9600 baud.", "uno", A, r"(?i:modbus|crc)", r"9600", num(3) + r"|0x0?3\b", num(100) + r"|0x(00)?64\b", every(1), pins=[2])
case("when i press some key of my tv remote show me the code hexadecimal. IR reciever is in pin 11", "uno", A, r"(?i:irrecv|irreceiver|irremote|nec)", r"HEX|%[0-9l]*[xX]|printIRResult|resultTo", pins=[11])
case("hardware timer interupt that toggles the builtin led each 500 ms, no millis", "uno", A, r"ISR\s*\(|TimerOne|Timer1|MsTimer2|FlexiTimer|ITimer", r"LED_BUILTIN|\b13\b|PORTB|PINB|PB5", r"\b500(000)?\b|3124\d|31250|781[123]|34286|5772[34]|F_CPU|16000000", no=[r"(?m)^[^/\n*]*\bmillis\s*\("])
case("over the air updates, hostname wetter-nord", "esp32dev", A, r"ArduinoOTA|ElegantOTA|HTTPUpdateServer|Update\.", r"wetter-nord")
case("traffic light. red=8 yellow=9 green=10. red 5 s, green 4 s, yellow 1 s", "uno", A, r"digitalWrite", every(5), every(4), every(1), pins=[8, 9, 10])
case("ads1115 all four channels in volts", "uno", A, r"(?i:ads1[01x]15)|0x48", r"Serial\.print", r"\b3\b|< ?4\b|<= ?3\b")
case("joystick module, VRx=A6 VRy=A7 SW=D2, print x y and if pushed", "nanoatmega328", A, r"analogRead", r"\bA6\b|\b20\b", r"\bA7\b|\b21\b", r"INPUT_PULLUP|Bounce|ezButton|OneButton", pins=[2])
case("running light with 74hc595, data 4 latch 5 clock 6", "uno", A, r"shiftOut|digitalWrite|ShiftRegister", pins=[4, 5, 6])
case("print utc time every minute, from ntp", "esp32-c3-devkitm-1", A, r"configT|sntp|NTPClient|ntp", every(60) + r"|tm_min|getMinutes", r"Serial\.print")
case("if I send 1 in the serial monitor LED at 8 goes on, if I send 0 it goes off", "uno", A, r"Serial\.(read|parseInt)", r"'1'|\"1\"|== ?1\b", r"'0'|\"0\"|== ?0\b|else", pins=[8])
case("Exactly 1.65 volts (half of 3.3) from the DAC pin A0 of the Nano 33 IoT", "nano_33_iot", A, r"analogWrite\(", r"\bA0\b|DAC0|\b14\b", r"\b51[12]\b|\b204[78]\b|\b12[78]\b|1\.65|1650|0\.5\b|/ ?2\b")
case("poti PA1 blackpill, value on serial ten times a second", "blackpill_f411ce", A, r"analogRead", r"\bPA_?1\b|\bA1\b", every(0.1) + r"|1000\s*/\s*10\b|attachInterrupt|setOverflow\(\s*10\b")

# Arduino, two and three.
case("no delay() allowed: blink LED on 5 every 700 ms and in the same time look at button on 6, print \"pressed\" when pressed", "uno", A, r"millis|micros|ISR\s*\(|Timer", every(0.7), r"pressed", no=[r"(?m)^[^/\n*]*\bdelay\s*\(\s*([2-9]\d\d|\d{4,})"], pins=[5, 6])
case("DS18B20 on D4, publish each 60 s to topic pool/temp on broker 192.168.178.20", "nodemcuv2", A, r"Dallas|OneWire|DS18", MQTT_OUT, r"pool/temp", r"192[., ]+168[., ]+178[., ]+20", every(60), pin("D4", 2))
case("show the internal temperature of the pico w on a web page", "rpipicow", A, r"analogReadTemp|(?i:temp)", SERVER + r"|server", r"WiFi\.(begin|softAP|beginAP)|WiFiMulti")
case("digital clock: TM1637 4-digit (CLK 18, DIO 19) with time of NTP, timezone Berlin", "esp32dev", A, r"configT|sntp|NTPClient", r"(?i:CET|Berlin)|3600|\b60\s*\*\s*60", r"(?i:tm1637|clk|dio|sevenseg)", pins=[18, 19])
case("log the voltage at A0 on SD card, file log.csv, all 10 sec. chip select is pin 4", "uno", A, r"\bSD\.|SdFat", r"(?i:log\.csv)", r"analogRead", r"\bA0\b", every(10), pins=[4])
case("esp makes own wifi \"Gartenhaus\" pw 12345678, web page with a button for relay on gpio 23", "esp32dev", A, r"softAP|WiFi\.AP", r"Gartenhaus", r"12345678", SERVER, pins=[23])
case("listen to mqtt topic haus/licht, payload ON switches gpio 19 on, OFF switches off", "esp32dev", A, r"subscribe\(", r"haus/licht", r"\bON\b|'N'", r"\bOFF\b|else|==", pins=[19])
case("BLE device called Thermo-1, reads a DHT22 on gpio 4, notifies the temperature every 5 seconds", "esp32dev", A, r"BLEDevice|NimBLE|BLE\.", r"(?i:notify)", r"Thermo-1", r"DHT", every(5), pins=[4])
case("door bell: deep sleep until the button at gpio 33 goes LOW, then connect wifi and publish \"ring\" to klingel, sleep again", "esp32dev", A, r"ext[01]_wakeup", r"deep_sleep_start|deepSleep", MQTT_OUT, r"klingel", r"\bring\b", pins=[33])
case("battery node: wakes all 15 minutes, reads A0, does HTTP POST to http://10.1.1.5:8080/bat and sleeps again (deep sleep)", "d1_mini", A, r"deepSleep", r"analogRead|getVcc", r"POST", r"10\.1\.1\.5", r"8080", r"/bat\b", every(900))
case("FreeRTOS: task one pinned on core 0 blinks gpio 22, task two on core 1 prints adc gpio 34", "esp32dev", A, r"xTaskCreatePinnedToCore|xTaskCreateUniversal", r"analogRead", r"Serial\.print|log_", pins=[22, 34])
case("Solar panel monitor, INA219 measures volts + milliamps, display both on the 0.96 oled", "esp32dev", A, r"INA219|0x40", OLED, r"(?i:volt|busV|getBus|0x02)", r"(?i:current|\bma\b|milliamp)")
case("VL53L0X, if something is nearer than 20 cm beep with buzzer gpio 18", "esp32dev", A, r"VL53L0X|VL53", num(200) + "|" + num(20), r"tone\(|ledc|digitalWrite", pins=[18])
case("PIR on 2, lamp relay on 7 (active LOW relay!). motion -> lamp 30 seconds on", "uno", A, r"digitalRead|attachInterrupt", every(30), r"\bLOW\b|!", pins=[2, 7])
case("dht22 gpio4 + lcd 1602 i2c + fan relay gpio16: show temp and humidity, fan ON if more than 30 degree", "esp32dev", A, r"DHT", r"LiquidCrystal|hd44780|LCD", num(30), r"(?i:hum)", pins=[4, 16])
case("rc522 reader opens the door (servo pin 6 to 90 deg) only for card UID DE AD BE EF", "uno", A, r"MFRC522", r"Servo", num(90), r"(?i:0xDE,\s*0xAD,\s*0xBE,\s*0xEF|0xDEADBEEF|DE[ :-]?AD[ :-]?BE[ :-]?EF|0xDE\b[\s\S]{0,99}0xAD\b[\s\S]{0,99}0xBE\b[\s\S]{0,99}0xEF)", pins=[6])
case("ds3231 rtc; relay at pin 7 on at 6:30 and off at 22:00 every day", "uno", A, r"(?i:rtclib|ds3231|0x68|rtc)", r"\b0?6\b|\b390\b", r"\b30\b|\b390\b", r"\b22\b|\b1320\b", pins=[7])
case("json rest endpoint /data that returns temperature, humidity and pressure of a BME280", "esp32dev", A, r"BME280|0x7[67]", r"/data\b", SERVER, r"(?i:json|\\\":)", r"(?i:hum)")
case("parking aid mega: two HC-SR04 (trig 22 echo 23 and trig 24 echo 25), show smaller distance on ssd1306", "megaatmega2560", A, ECHO, OLED, pins=[22, 23, 24, 25])
case("encoder on 2 and 3 sets a number from 0 to 99, shown on tm1637 (clk 6, dio 7), number is kept in eeprom", "uno", A, r"EEPROM|eeprom_", r"\b99\b|\b100\b", pins=[2, 3, 6, 7])

# MicroPython.
case("blink onboard led twice a second", "pico", M, r"Pin\(\s*(25|['\"]LED['\"])|\b25\b", r"toggle|value|\.on\(|\.high\(|not ", r"250|0?\.25|freq\s*=\s*[24]|500|0?\.5\b|Hz")
case("count presses of the button on GP14 with an irq and print the number", "pico", M, r"\.irq\(", r"print\(", r"PULL_(UP|DOWN)", pins=[14])
case("fridge monitor: ds18b20 GP22, mqtt topic sensors/fridge, every minute", "rpipicow", M, r"(?i:ds18x20|onewire)", r"(?i:mqtt)", r"publish\(", r"sensors/fridge", every(60), pins=[22])
case("breathing led at pin 25 of esp32", "esp32dev", M, r"PWM\(", r"duty", pins=[25])
case("hcsr04 trig 26 echo 27 print distance in cm 2 times per second", "esp32dev", M, r"time_pulse_us|ticks_us|(?i:hcsr04)", r"print\(", every(0.5), pins=[26, 27])
case("DHT22 on D2 of nodemcu, each 5 secs", "nodemcuv2", M, r"\bdht\b", r"DHT22", every(5), pin("D2", 4))
case("8 neopixels at D1, red dot running around", "d1_mini", M, r"NeoPixel\(", num(8), r"255|\(\s*\d{2,3}\s*,\s*0\s*,\s*0\s*\)", pin("D1", 5))
case("simple webserver for switching led of the pico w on and off", "rpipicow", M, r"socket|start_server|microdot|phew|tinyweb", r"WLAN\(", r"['\"]LED['\"]")
case("Please to show actual time from internet on OLED ssd1306 128x64", "esp32dev", M, r"(?i:ssd1306)", r"ntptime|\bntp\b|123\b", r"localtime|gmtime|datetime|RTC", r"128", r"64")
case("bme280 read, print, then deepsleep half an hour", "esp32-s3-devkitc-1", M, r"(?i:bme280|0x7[67])", r"deepsleep\(", every(1800), r"print\(")
case("poti GP26 moves servo GP0", "pico", M, r"ADC\(", r"PWM\(", r"\b50\b|freq|20_?000", pins=[0, 26])
case("asyncio: LED GP2 blinks every 1 s and LED GP3 every 300 ms, independent", "pico", M, r"asyncio", r"create_task|gather", every(1), every(0.3), pins=[2, 3])
case("watchdog 5 sec", "rpipico2", M, r"WDT\(", r"5000|5_000|\b5\s*\*\s*1000", r"\.feed\(")
case("esp32 advertise over BLE with the name Lampe", "esp32dev", M, r"bluetooth|aioble|ubluetooth", r"advertise", r"Lampe")
case("esp-now reciever, print who sent and what", "esp32dev", M, r"espnow", r"recv|irq\(|for .* in ", r"print\(")
case("16x2 lcd w. pcf8574 at 0x27, sda GP4 scl GP5, first line Guten Tag", "pico", M, r"I2C\(", r"0x27|\b39\b", r"Guten Tag", pins=[4, 5])
case("mpu6050: sda 20 scl 21, print accelaration x y z at 10 Hz", "pico", M, r"(?i:0x68|mpu6050|\b104\b)", r"I2C\(", r"print\(", every(0.1) + r"|freq\s*=\s*10\b|1000\s*//?\s*10\b|1\s*/\s*10\b|=\s*10\b", pins=[20, 21])
case("log adc gpio 36 once a second to data.csv on the sd card", "esp32dev", M, r"(?i:sdcard)", r"mount|VfsFat", r"data\.csv", r"ADC\(", every(1), pins=[36])
case("http get http://api.example.com/price every 10 minutes, if the number is above 100 led GP15 on", "rpipicow", M, r"requests|socket|aiohttp|open_connection", r"api\.example\.com", r"/price", every(600), num(100), pins=[15])
case("uart tx 17 rx 16 115200, send hello and print what comes back", "esp32dev", M, r"UART\(", r"115_?200", r"hello", r"\.read", pins=[16, 17])
case("machine.Timer toggles GP6 every 750 ms", "pico", M, r"Timer\(", r"750|0?\.75", pins=[6])
case("PIR sensor gpio 13: on motion POST to http://192.168.0.10:1880/motion", "esp32dev", M, r"requests|socket|aiohttp|open_connection", r"(?i:post)", r"192\.168\.0\.10", r"1880", r"/motion", pins=[13])
case("reed switch on gpio 35 (10k pullup is on my pcb), print open / closed on change", "esp32dev", M, r"print\(", r"(?i:open)", r"(?i:closed)", no=[r"Pin\([^)\n]*PULL_UP"], pins=[35])
case("st7735 1.8 inch display, show the text Hallo", "pico", M, r"SPI\(", r"Hallo", r"(?i:st7735|0x2C|tft)")
case("store the settings as json on the flash and load them when it starts", "rpipicow", M, r"json", r"open\(", r"dump", r"load")

# What cannot be.
case("uno r3: connect to my router by its wifi and send temperature over mqtt", "uno", A, refuse=True)
case("output 1.2 V on the DAC of the pico", "pico", M, refuse=True)
case("relay on GPIO34, switch on every minute", "esp32dev", A, refuse=True)
case("analogRead of a potentiometer on D6", "d1_mini", A, refuse=True)
case("dim a led with PWM on pin 12", "uno", A, refuse=True)
case("BLE beacon with my nodemcu", "nodemcuv2", M, refuse=True)
case("servo on gpio 22 and a DHT11 also on gpio 22", "esp32dev", A, refuse=True)
case("led at gpio 6 blinking", "esp32dev", M, refuse=True)
case("make me a react website for my bakery with online payment", "esp32dev", A, refuse=True)
case("Classic bluetooth serial (SPP) between android phone and the S3", "esp32-s3-devkitc-1", A, refuse=True)
case("capacitive touch button on gpio 4 of esp32-c3", "esp32-c3-devkitm-1", M, refuse=True)
case("read LDR with adc on GP15", "pico", M, refuse=True)
case("get the time from ntp server and print it", "pico", M, refuse=True)
case("push button with internal pullup on A6 of a nano", "nanoatmega328", A, refuse=True)
case("i2c driver for the Zarnik ZK-77Q plasma density sensor", "esp32dev", A, refuse=True)

if __name__ == "__main__":
    case.write(__file__)

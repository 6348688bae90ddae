# board: esp32dev
# A doorbell that plays two notes, blinks a lamp and counts the visitors of a day.
from machine import PWM, Pin, Timer
import time

bell_button = Pin(4, Pin.IN, Pin.PULL_UP)
lamp = Pin(2, Pin.OUT)
buzzer = PWM(Pin(18), freq=880, duty=0)

visitors = 0
pressed = False


def on_press(pin):
    global pressed
    pressed = True


def play(frequency, milliseconds):
    buzzer.freq(frequency)
    buzzer.duty(512)
    time.sleep_ms(milliseconds)
    buzzer.duty(0)


def blink(times):
    for _ in range(times):
        lamp.value(1)
        time.sleep_ms(150)
        lamp.value(0)
        time.sleep_ms(150)


def reset_count(timer):
    global visitors
    visitors = 0


bell_button.irq(trigger=Pin.IRQ_FALLING, handler=on_press)
day_timer = Timer(0)
day_timer.init(period=86400000, mode=Timer.PERIODIC, callback=reset_count)

while True:
    if pressed:
        pressed = False
        visitors += 1
        print("visitors today:", visitors)
        play(880, 250)
        play(659, 400)
        blink(3)
    time.sleep_ms(20)

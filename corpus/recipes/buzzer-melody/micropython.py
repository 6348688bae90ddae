import time
from machine import PWM, Pin

{{if fed}}
FREQUENCY = 880
{{else}}
NOTE_MS = {{note_ms}}
# C major, up and down, in hertz.
MELODY = (262, 294, 330, 349, 392, 440, 494, 523, 494, 440, 392, 349, 330, 294, 262)

{{end}}

{{if fed}}
buzzer = PWM(Pin({{buzzer}}), freq=FREQUENCY, duty_u16=0)


def sound_buzzer(on):
    buzzer.duty_u16(32768 if on else 0)


def beep():
    sound_buzzer(True)
    time.sleep_ms(100)
    sound_buzzer(False)
{{else}}
buzzer = PWM(Pin({{buzzer}}), freq=MELODY[0])

for frequency in MELODY:
    buzzer.freq(frequency)
    buzzer.duty_u16(32768)
    time.sleep_ms(NOTE_MS * 9 // 10)
    buzzer.duty_u16(0)
    time.sleep_ms(NOTE_MS // 10)

buzzer.deinit()
{{end}}

#- /raspberry.py board:pico
import RPi.GPIO as GPIO
#      ^^^^^^^^^^^^^^^^ warning[module-of-other-firmware]: RPi is a module of the Raspberry Pi, which micropython-rp2@1.29 does not have

GPIO.setmode(GPIO.BCM)

#- /timer_virtual.py board:rpipicow
from machine import Timer

t = Timer(-1)

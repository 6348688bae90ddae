import math
import struct
from machine import I2S, Pin

RATE = 16000
PITCH = {{pitch}}

{{if rp2040}}
# Word select must be the pin after the bit clock on this chip.
sck, ws = Pin({{bck}}), Pin({{bck}} + 1)
{{else}}
sck, ws = Pin({{bck}}), Pin({{ws}})
{{end}}
audio = I2S(0, sck=sck, ws=ws, sd=Pin({{sd}}), mode=I2S.TX, bits=16, format=I2S.MONO, rate=RATE, ibuf=8000)

n_samples = RATE // PITCH * 10
wave = bytearray(2 * n_samples)
for i in range(n_samples):
    struct.pack_into("<h", wave, 2 * i, int(8000 * math.sin(2 * math.pi * PITCH * i / RATE)))

while True:
    audio.write(wave)

"""What every port has, with the limits of each chip that a program can trip over."""

import world

record = world.record

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5
DEEPSLEEP = 4
SLEEP = 2
PIN_WAKE = 2
EXT0_WAKE = 2
TIMER_WAKE = 4
TOUCHPAD_WAKE = 5


def _chip():
    return world.given["chip"]


def _is_rp2():
    return _chip().startswith("rp2")


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_RISING = 1
    IRQ_FALLING = 2
    WAKE_LOW = 4
    WAKE_HIGH = 5
    DRIVE_0 = 0
    DRIVE_3 = 3

    def __init__(self, id, mode=-1, pull=-1, *, value=None, drive=None, hold=None, alt=None):
        self.id = getattr(id, "id", id)
        self.mode = mode
        self.level = 0
        record("Pin", self.id, mode, "" if pull in (-1, None) else pull)
        self.init(mode, pull, value=value)

    def init(self, mode=-1, pull=-1, *, value=None, drive=None, hold=None, alt=None):
        if mode != -1:
            self.mode = mode
        if value is not None:
            self.value(value)
        if pull == self.PULL_UP and self.id not in world.levels:
            world.levels[self.id] = 1

    def value(self, level=None):
        if level is None:
            record("Pin.read", self.id)
            world.advance(10)
            if self.mode == self.IN or (self.mode == self.OPEN_DRAIN and self.level):
                return world.levels.get(self.id, 0)
            return self.level
        self.level = 1 if level else 0
        record("Pin.value", self.id, self.level)
        world.edge(self.id, self.level)

    __call__ = value

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)

    high = on
    low = off

    def toggle(self):
        if _chip() == "esp8266":
            raise AttributeError("'Pin' object has no attribute 'toggle'")
        self.value(not self.level)

    def irq(self, handler=None, trigger=3, *, wake=None, hard=False):
        if _chip() == "esp8266" and self.id == 16:
            raise ValueError("pin does not have IRQ capabilities")
        record("Pin.irq", self.id, trigger)
        world.handlers[self.id] = (trigger, handler, self)
        return self


class Signal:
    def __init__(self, pin, *arguments, invert=False):
        self.pin = pin
        self.invert = invert

    def value(self, level=None):
        if level is None:
            return self.pin.value() ^ self.invert
        self.pin.value(bool(level) ^ self.invert)

    __call__ = value

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)


class PWM:
    def __init__(self, pin, *, freq=None, duty=None, duty_u16=None, duty_ns=None, invert=None):
        self.id = getattr(pin, "id", pin)
        if duty is not None and _is_rp2():
            raise TypeError("extra keyword arguments given")
        self.state = {"freq": freq or 1000, "duty_u16": 0, "duty_ns": 0, "duty": 0}
        record("PWM", self.id)
        for name, value in (("freq", freq), ("duty", duty), ("duty_u16", duty_u16), ("duty_ns", duty_ns)):
            if value is not None:
                self._set(name, value)

    def _set(self, name, value):
        if value is None:
            return self.state[name]
        value = int(value) if isinstance(value, int) else value
        if not isinstance(value, int):
            raise TypeError("can't convert float to int")
        if name == "duty_u16" and not 0 <= value <= 65535:
            raise ValueError("duty_u16 must be from 0 to 65535")
        if name == "freq" and not 1 <= value <= 40000000:
            raise ValueError("freq out of range")
        self.state[name] = value
        record("PWM." + name, self.id, value)

    def freq(self, value=None):
        return self._set("freq", value)

    def duty_u16(self, value=None):
        return self._set("duty_u16", value)

    def duty_ns(self, value=None):
        return self._set("duty_ns", value)

    def duty(self, value=None):
        if _is_rp2():
            raise AttributeError("'PWM' object has no attribute 'duty'")
        return self._set("duty", value)

    def init(self, *, freq=None, duty=None, duty_u16=None, duty_ns=None, invert=None):
        for name, value in (("freq", freq), ("duty", duty), ("duty_u16", duty_u16), ("duty_ns", duty_ns)):
            if value is not None:
                self._set(name, value)

    def deinit(self):
        record("PWM.deinit", self.id)


class ADC:
    ATTN_0DB = 0
    ATTN_2_5DB = 1
    ATTN_6DB = 2
    ATTN_11DB = 3
    WIDTH_9BIT = 9
    WIDTH_12BIT = 12
    CORE_TEMP = 4

    def __init__(self, pin, *, sample_ns=None, atten=None):
        self.id = getattr(pin, "id", pin)
        if _chip() == "esp8266" and self.id not in (0, 1):
            raise ValueError("not a valid ADC Channel")
        record("ADC", self.id)

    def _millivolts(self):
        world.advance(40)
        known = world.given.get("adc", {})
        if self.id == self.CORE_TEMP and _is_rp2():
            return 706
        value = known.get(str(self.id), known.get("*", 1650))
        if isinstance(value, list):  # [[from ms, mV], …]
            value = [level for at, level in value if at * 1000 <= world.now][-1]
        return value

    def read_u16(self):
        record("ADC.read_u16", self.id)
        return min(65535, self._millivolts() * 65535 // 3300)

    def read_uv(self):
        if not _chip().startswith("esp32"):
            raise AttributeError("'ADC' object has no attribute 'read_uv'")
        record("ADC.read_uv", self.id)
        return self._millivolts() * 1000

    def read(self):
        if _is_rp2():
            raise AttributeError("'ADC' object has no attribute 'read'")
        record("ADC.read", self.id)
        return self._millivolts() * (1023 if _chip() == "esp8266" else 4095) // 3300

    def atten(self, value):
        record("ADC.atten", self.id, value)

    def width(self, value):
        pass


class _Device:
    """A chip on the bus: registers behind a pointer, or the same answer to every read."""

    def __init__(self, text):
        self.memory = bytearray(512)
        self.pointer = 0
        self.stream = None
        for part in text.split():
            at, _, data = part.partition(":")
            data = bytes(int(data[index : index + 2], 16) for index in range(0, len(data), 2))
            if at == "stream":
                self.stream = data
            else:
                self.memory[int(at, 16) : int(at, 16) + len(data)] = data

    def write(self, data):
        if data:
            self.pointer = data[0]
            for byte in data[1:]:
                self.memory[self.pointer & 255] = byte
                self.pointer += 1

    def read(self, count):
        if self.stream is not None:
            return (self.stream * (count // len(self.stream) + 1))[:count]
        data = bytes(self.memory[self.pointer : self.pointer + count])
        self.pointer += count
        return data


class I2C:
    def __init__(self, id=-1, *, scl=None, sda=None, freq=400000, timeout=50000):
        self.id = id
        if _is_rp2() and scl is not None and (scl.id // 2 % 2 != id or sda.id // 2 % 2 != id or scl.id % 2 != 1 or sda.id % 2 != 0):
            raise ValueError("bad SCL or SDA pin")
        self.devices = {int(address, 0): _Device(text) for address, text in world.given.get("i2c", {}).items()}
        record("I2C", id, scl, sda)

    def _device(self, address):
        if address not in self.devices:
            raise OSError(19)  # ENODEV
        return self.devices[address]

    def scan(self):
        record("I2C.scan")
        return sorted(self.devices)

    def writeto(self, address, data, stop=True):
        record("I2C.writeto", "{:#x}".format(address), data)
        self._device(address).write(bytes(data))
        return len(data)

    def writevto(self, address, parts, stop=True):
        return self.writeto(address, b"".join(bytes(part) for part in parts))

    def readfrom(self, address, count, stop=True):
        record("I2C.readfrom", "{:#x}".format(address), count)
        return self._device(address).read(count)

    def readfrom_into(self, address, buffer, stop=True):
        buffer[:] = self.readfrom(address, len(buffer))

    def writeto_mem(self, address, register, data, *, addrsize=8):
        record("I2C.writeto_mem", "{:#x}".format(address), "{:#x}".format(register), data)
        self._device(address).write(bytes((register & 255,)) + bytes(data))

    def readfrom_mem(self, address, register, count, *, addrsize=8):
        record("I2C.readfrom_mem", "{:#x}".format(address), "{:#x}".format(register), count)
        device = self._device(address)
        device.pointer = register & 255
        return device.read(count)

    def readfrom_mem_into(self, address, register, buffer, *, addrsize=8):
        buffer[:] = self.readfrom_mem(address, register, len(buffer))


class SoftI2C(I2C):
    def __init__(self, scl, sda, *, freq=400000, timeout=50000):
        I2C.__init__(self, 0 if not _is_rp2() else scl.id // 2 % 2, scl=scl if not _is_rp2() else None, sda=sda, freq=freq)


class SPI:
    MSB = 0
    LSB = 1

    def __init__(self, id=-1, baudrate=1000000, *, polarity=0, phase=0, bits=8, firstbit=0, sck=None, mosi=None, miso=None, pins=None):
        self.answer = bytes(int(world.given.get("spi", "00")[index : index + 2], 16) for index in range(0, len(world.given.get("spi", "00")), 2))
        self.at = 0
        record("SPI", id, baudrate, sck, mosi, miso)

    def init(self, **settings):
        record("SPI.init")

    def deinit(self):
        record("SPI.deinit")

    def _next(self, count):
        data = bytes(self.answer[(self.at + index) % len(self.answer)] for index in range(count))
        self.at = (self.at + count) % len(self.answer)
        return data

    def read(self, count, write=0):
        record("SPI.read", count)
        return self._next(count)

    def readinto(self, buffer, write=0):
        record("SPI.readinto", len(buffer))
        buffer[:] = self._next(len(buffer))

    def write(self, data):
        record("SPI.write", data)
        self._next(len(data))

    def write_readinto(self, data, buffer):
        record("SPI.write_readinto", data)
        buffer[:] = self._next(len(buffer))


class SoftSPI(SPI):
    def __init__(self, baudrate=500000, *, polarity=0, phase=0, bits=8, firstbit=0, sck, mosi, miso):
        SPI.__init__(self, "soft", baudrate, sck=sck, mosi=mosi, miso=miso)


class UART:
    IRQ_RX = 1
    IRQ_RXIDLE = 64

    def __init__(self, id, baudrate=9600, bits=8, parity=None, stop=1, *, tx=None, rx=None, timeout=0, timeout_char=0, txbuf=256, rxbuf=256, invert=0, flow=0):
        self.id = id
        self.pending = b""
        self.coming = [[bytes(int(text[i : i + 2], 16) for i in range(0, len(text), 2)), at] for text, at in world.given.get("uart", ())]
        self.handler = None
        record("UART", id, baudrate, tx, rx)
        for data, at in self.coming:
            world.later(int(at * 1000), lambda data=data: self._arrive(data))

    def _arrive(self, data):
        self.pending += data
        if self.handler:
            self.handler(self)

    def init(self, baudrate=9600, *arguments, **settings):
        record("UART.init", self.id, baudrate)

    def _is_ready(self):
        return bool(self.pending)

    def any(self):
        world.advance(10)
        return len(self.pending)

    def read(self, count=-1):
        world.advance(10)
        if not self.pending:
            return None
        count = len(self.pending) if count < 0 else count
        data, self.pending = self.pending[:count], self.pending[count:]
        return data

    def readinto(self, buffer, count=None):
        data = self.read(len(buffer) if count is None else count)
        if data is None:
            return None
        buffer[: len(data)] = data
        return len(data)

    def readline(self):
        end = self.pending.find(b"\n")
        return self.read(end + 1) if end >= 0 else self.read()

    def write(self, data):
        record("UART.write", self.id, data)
        world.sent.append(data if isinstance(data, str) else "".join(chr(byte) for byte in data))
        return len(data)

    def flush(self):
        world.advance(1000)

    def txdone(self):
        return True

    def irq(self, handler=None, trigger=0, hard=False):
        record("UART.irq", self.id)
        self.handler = handler

    def deinit(self):
        pass


class Timer:
    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, id=-1, **settings):
        if id == -1 and _chip().startswith("esp32"):
            raise ValueError("invalid Timer number")
        self.id = id
        self.run = 0
        if settings:
            self.init(**settings)

    def init(self, *, mode=1, period=-1, freq=-1, tick_hz=1000, callback=None, hard=None):
        self.run += 1
        step = int(1000000 / freq) if freq > 0 else int(period * 1000000 / tick_hz)
        record("Timer.init", self.id, mode, step // 1000)
        run = self.run

        def fire():
            if run != self.run:
                return
            if mode == self.PERIODIC:
                world.later(world.now + step, fire)
            if callback:
                callback(self)

        world.later(world.now + step, fire)

    def deinit(self):
        self.run += 1
        record("Timer.deinit", self.id)


class RTC:
    ALARM0 = 0
    memory_ = b""

    def __init__(self, id=0):
        pass

    def datetime(self, when=None):
        import time_

        if when is None:
            year, month, day, hour, minute, second, weekday, _ = time_.localtime()
            return (year, month, day, weekday, hour, minute, second, 0)
        record("RTC.datetime", when)
        world.given["time"] = time_.mktime((when[0], when[1], when[2], when[4], when[5], when[6], 0, 0)) + time_._epoch() - world.now // 1000000

    init = datetime

    def memory(self, data=None):
        if _is_rp2():
            raise AttributeError("'RTC' object has no attribute 'memory'")
        if data is None:
            return RTC.memory_
        record("RTC.memory", data)
        RTC.memory_ = bytes(data)

    def irq(self, *, trigger, wake):
        record("RTC.irq", trigger, wake)

    def alarm(self, id, time):
        record("RTC.alarm", id, time)


class WDT:
    def __init__(self, id=0, timeout=5000):
        if _chip() == "esp8266" and timeout != 5000:
            raise TypeError("unexpected argument")
        if _is_rp2() and timeout > 8388:
            raise ValueError("timeout exceeds 8388")
        self.timeout = timeout * 1000
        self.until = world.now + self.timeout
        record("WDT", timeout)

    def feed(self):
        if world.now > self.until:
            record("WDT.bites")
            raise world.Stop("watchdog")
        self.until = world.now + self.timeout
        record("WDT.feed")


class TouchPad:
    def __init__(self, pin):
        self.id = pin.id

    def read(self):
        record("TouchPad.read", self.id)
        touched = any(at <= world.now / 1000 < at + 300 for at in world.given.get("touch", ()))
        return 100 if touched else 600

    def config(self, value):
        record("TouchPad.config", self.id, value)


class DAC:
    def __init__(self, pin):
        self.id = pin.id
        record("DAC", self.id)

    def write(self, value):
        if not 0 <= value <= 255:
            raise ValueError("value out of range")
        record("DAC.write", self.id, value)


class I2S:
    RX = 1
    TX = 2
    MONO = 0
    STEREO = 1

    def __init__(self, id, *, sck, ws, sd, mck=None, mode, bits, format, rate, ibuf):
        self.rate = rate
        record("I2S", id, sck, ws, sd, mode, bits, format, rate)

    def write(self, buffer):
        record("I2S.write", len(buffer))
        world.advance(len(buffer) * 500000 // self.rate)
        return len(buffer)

    def readinto(self, buffer):
        record("I2S.readinto", len(buffer))
        for index in range(len(buffer)):
            buffer[index] = (index * 37) & 255
        world.advance(len(buffer) * 250000 // self.rate)
        return len(buffer)

    def irq(self, handler):
        pass

    def deinit(self):
        record("I2S.deinit")


class Counter:
    RISING = 1
    FALLING = 2

    def __init__(self, id, source=None, **settings):
        self.id = id
        record("Counter", id, source)

    def value(self, value=None):
        record("Counter.value", self.id)
        return 123


class Encoder(Counter):
    def __init__(self, id, a=None, b=None, **settings):
        self.id = id
        record("Encoder", id, a, b)


class SDCard:
    def __init__(self, slot=1, width=1, *, cd=None, wp=None, sck=None, miso=None, mosi=None, cs=None, cmd=None, data=None, freq=20000000):
        record("SDCard", slot, sck, mosi, miso, cs)


class _Memory:
    def __getitem__(self, address):
        record("mem.read", hex(address))
        return 0

    def __setitem__(self, address, value):
        record("mem.write", hex(address), value)


mem8 = mem16 = mem32 = _Memory()


def time_pulse_us(pin, level, timeout=1000000):
    record("time_pulse_us", pin, level)
    pulse = world.given.get("pulse_us", 1000)
    world.advance(pulse if pulse > 0 else timeout)
    return pulse


def bitstream(pin, encoding, timing, data):
    record("bitstream", pin, data)


def deepsleep(time_ms=None):
    record("deepsleep", "" if time_ms is None else time_ms)
    raise world.Stop("deep sleep")


def lightsleep(time_ms=None):
    record("lightsleep", "" if time_ms is None else time_ms)
    world.advance((time_ms or 1) * 1000)


def idle():
    world.advance(1000)


def reset():
    record("reset")
    raise world.Stop("reset")


soft_reset = reset


def freq(value=None):
    if value is None:
        return 240000000
    record("freq", value)


def unique_id():
    return b"\x24\x0a\xc4\x12\x34\x56"


def reset_cause():
    return world.given.get("reset_cause", PWRON_RESET)


def wake_reason():
    return world.given.get("wake_reason", 0)


def disable_irq():
    return 0


def enable_irq(state=0):
    pass

import time

DEBUG, INFO, WARNING, ERROR = range(4)
NAMES = ("DEBUG", "INFO", "WARNING", "ERROR")
LEAST = INFO


def log(level, text):
    if level >= LEAST:
        print(time.ticks_ms(), "{}: {}".format(NAMES[level], text))


log(INFO, "Started")
while True:
    time.sleep(1)
    log(DEBUG, "Working")
    log(WARNING, "Nothing to do")

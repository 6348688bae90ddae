COUNTER_FILE = "boots.txt"


def count_boot():
    try:
        with open(COUNTER_FILE) as file:
            boots = int(file.read())
    except (OSError, ValueError):
        boots = 0
    boots += 1
    with open(COUNTER_FILE, "w") as file:
        file.write(str(boots))
    return boots


boots = count_boot()
{{adapt}}
print("Start number", boots)
{{end}}

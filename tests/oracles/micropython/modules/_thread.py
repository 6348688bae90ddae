import world


def start_new_thread(function, arguments, kwargs=None):
    world.record("start_new_thread")
    world.threads.append((function, arguments))


class _Lock:
    def acquire(self, waitflag=1, timeout=-1):
        world.advance(5)
        return True

    def release(self):
        pass

    def locked(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def allocate_lock():
    return _Lock()


def get_ident():
    return 1


def stack_size(size=0):
    return 4096

import world


class NeoPixel:
    def __init__(self, pin, n, bpp=3, timing=1):
        self.id = pin.id
        self.n = n
        self.bpp = bpp
        self.pixels = [(0,) * bpp] * n
        world.record("NeoPixel", self.id, n)

    def __len__(self):
        return self.n

    def __setitem__(self, index, color):
        if len(color) < self.bpp or not all(isinstance(part, int) and 0 <= part <= 255 for part in color):
            raise ValueError("not a color: " + str(color))
        self.pixels[index] = tuple(color)

    def __getitem__(self, index):
        return self.pixels[index]

    def fill(self, color):
        for index in range(self.n):
            self[index] = color

    def write(self):
        world.record("NeoPixel.write", self.id)
        world.record("NeoPixel.first", self.id, self.pixels[0])
        if any(any(pixel) for pixel in self.pixels):
            world.record("NeoPixel.lit", self.id)

/* Runs a program for an AVR chip and tells what could be seen from outside, as one JSON object.
 *
 *   simulate CHIP HERTZ ELF MS [OPTION…]
 *     -i B5=1@20      port B, bit 5 gets this level after 20 ms
 *     -a 0=2500       analog channel 0 has 2500 mV
 *     -u 0:6f6e0a@30  bytes (hex) arrive at UART 0 from 30 ms on
 *     -t 68:75=68,3b=0400   an I2C device at 0x68: bytes (hex) from each register on
 *     -T 38:1c80      an I2C device that gives the same bytes to every read
 *     -s 0190         bytes that an SPI device answers with, over and over
 */
#include <simavr/avr_adc.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_spi.h>
#include <simavr/avr_twi.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_EDGES = 400, MAX_UART = 60000, MAX_EVENTS = 200, MAX_DEVICES = 8 };

static avr_t *avr;

typedef struct { char port; int bit; long count; int n; double at[MAX_EDGES]; int level[MAX_EDGES]; } Pin;
typedef struct { double at; char port; int bit, level; } Input;
typedef struct { double at; int uart; int byte; } Arrival;
typedef struct { int address; unsigned char memory[512]; unsigned char stream[64]; int n_stream, pointer, is_first; } Device;

static Pin pins[26][8];
static char uart[4][MAX_UART];
static int n_uart[4];
static Input inputs[MAX_EVENTS];
static Arrival arrivals[MAX_EVENTS];
static Device devices[MAX_DEVICES], *chosen;
static int n_inputs, n_arrivals, n_devices;
static unsigned char spi[256];
static int n_spi, at_spi;

static double milliseconds(void) { return avr->cycle * 1000.0 / avr->frequency; }

static void on_pin(struct avr_irq_t *irq, uint32_t value, void *which) {
  Pin *pin = which;
  int level = value & 1;
  (void)irq;
  if (pin->n && pin->level[pin->n - 1] == level) return;
  pin->count++;
  if (pin->n < MAX_EDGES) {
    pin->at[pin->n] = milliseconds();
    pin->level[pin->n++] = level;
  } else {
    pin->level[MAX_EDGES - 1] = level;  /* The last level stays true. */
  }
}

static void on_uart(struct avr_irq_t *irq, uint32_t value, void *which) {
  long number = (long)which;
  (void)irq;
  if (n_uart[number] < MAX_UART - 1) uart[number][n_uart[number]++] = (char)value;
}

static void on_twi(struct avr_irq_t *irq, uint32_t value, void *nothing) {
  avr_twi_msg_irq_t message;
  avr_irq_t *answer = avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_INPUT);
  (void)irq;
  (void)nothing;
  message.u.v = value;
  if (message.u.twi.msg & TWI_COND_STOP) chosen = NULL;
  if (message.u.twi.msg & TWI_COND_START) {
    chosen = NULL;
    for (int i = 0; i < n_devices; i++)
      if (devices[i].address == message.u.twi.addr >> 1) chosen = &devices[i];
    if (chosen) {
      chosen->is_first = 1;
      if (chosen->n_stream) chosen->pointer = 0;
      avr_raise_irq(answer, avr_twi_irq_msg(TWI_COND_ACK, message.u.twi.addr, 1));
    }
  }
  if (!chosen) return;
  if (message.u.twi.msg & TWI_COND_WRITE) {
    avr_raise_irq(answer, avr_twi_irq_msg(TWI_COND_ACK, chosen->address << 1, 1));
    if (chosen->is_first) chosen->pointer = message.u.twi.data;
    else chosen->memory[chosen->pointer++ & 255] = message.u.twi.data;
    chosen->is_first = 0;
  }
  if (message.u.twi.msg & TWI_COND_READ) {
    unsigned char byte = chosen->n_stream ? chosen->stream[chosen->pointer++ % chosen->n_stream] : chosen->memory[chosen->pointer++ & 511];
    avr_raise_irq(answer, avr_twi_irq_msg(TWI_COND_READ, chosen->address << 1, byte));
  }
}

static void on_spi(struct avr_irq_t *irq, uint32_t value, void *nothing) {
  (void)irq;
  (void)value;
  (void)nothing;
  if (n_spi) avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_INPUT), spi[at_spi++ % n_spi]);
}

static int hex(const char *text, unsigned char *out, int most) {
  int n = 0;
  unsigned byte;
  while (n < most && isxdigit((unsigned char)text[2 * n]) && sscanf(text + 2 * n, "%2x", &byte) == 1) out[n++] = (unsigned char)byte;
  return n;
}

static void device(char *text) {
  Device *it = &devices[n_devices++];
  char *part;
  unsigned address, at;
  sscanf(text, "%x:", &address);
  it->address = (int)address;
  for (part = strtok(strchr(text, ':') + 1, ","); part; part = strtok(NULL, ","))
    if (sscanf(part, "%x=", &at) == 1) hex(strchr(part, '=') + 1, it->memory + at, 512 - (int)at);
}

static void print_text(const char *text, int n) {
  putchar('"');
  for (int i = 0; i < n; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 32 || c > 126) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

static void quiet(avr_t *which, const int level, const char *format, va_list arguments) {
  (void)which; (void)level; (void)format; (void)arguments;
}

int main(int argc, char **argv) {
  elf_firmware_t firmware;
  avr_cycle_count_t end;
  int state = 0, next_arrival = 0, analog[16], is_first = 1;
  double last_arrival = 0;
  if (argc < 5) return fprintf(stderr, "simulate CHIP HERTZ ELF MS [OPTION...]\n"), 2;
  memset(analog, -1, sizeof analog);
  memset(&firmware, 0, sizeof firmware);
  avr_global_logger_set(quiet);
  if (elf_read_firmware(argv[3], &firmware)) return fprintf(stderr, "not an ELF file\n"), 2;
  strcpy(firmware.mmcu, argv[1]);
  firmware.frequency = (uint32_t)atol(argv[2]);
  avr = avr_make_mcu_by_name(firmware.mmcu);
  if (!avr) return fprintf(stderr, "unknown chip\n"), 2;
  avr_init(avr);
  avr_load_firmware(avr, &firmware);
  avr->vcc = avr->avcc = avr->aref = 5000;
  for (int i = 5; i + 1 < argc; i += 2) {
    char *text = argv[i + 1];
    switch (argv[i][1]) {
      case 'i': inputs[n_inputs++] = (Input){atof(strchr(text, '@') + 1), text[0], text[1] - '0', text[3] - '0'}; break;
      case 'a': analog[atoi(text) & 15] = atoi(strchr(text, '=') + 1); break;
      case 'u': {
        unsigned char bytes[128];
        int n = hex(text + 2, bytes, 128);
        for (int k = 0; k < n && n_arrivals < MAX_EVENTS; k++) arrivals[n_arrivals++] = (Arrival){atof(strchr(text, '@') + 1), text[0] - '0', bytes[k]};
        break;
      }
      case 't': device(text); break;
      case 'T': {
        unsigned address;
        sscanf(text, "%x:", &address);
        devices[n_devices].address = (int)address;
        devices[n_devices].n_stream = hex(strchr(text, ':') + 1, devices[n_devices].stream, 64);
        n_devices++;
        break;
      }
      case 's': n_spi = hex(text, spi, 256); break;
    }
  }
  for (char port = 'A'; port <= 'L'; port++) {
    avr_ioport_state_t known;
    if (avr_ioctl(avr, AVR_IOCTL_IOPORT_GETSTATE(port), &known)) continue;
    for (int bit = 0; bit < 8; bit++) {
      Pin *pin = &pins[port - 'A'][bit];
      pin->port = port;
      pin->bit = bit;
      avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), bit), on_pin, pin);
    }
  }
  for (long number = 0; number < 4; number++) {
    avr_irq_t *irq = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0' + number), UART_IRQ_OUTPUT);
    uint32_t flags = 0;
    if (irq) avr_irq_register_notify(irq, on_uart, (void *)number);
    if (!avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0' + number), &flags)) {
      flags &= ~(uint32_t)AVR_UART_FLAG_STDIO;
      avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0' + number), &flags);
    }
  }
  if (avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_OUTPUT))
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_OUTPUT), on_twi, NULL);
  if (avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT))
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_SPI_GETIRQ(0), SPI_IRQ_OUTPUT), on_spi, NULL);
  for (int channel = 0; channel < 16; channel++) {
    avr_irq_t *irq = analog[channel] >= 0 ? avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, channel) : NULL;
    if (irq) avr_raise_irq(irq, (uint32_t)analog[channel]);
  }
  end = (avr_cycle_count_t)(atof(argv[4]) * firmware.frequency / 1000);
  while (avr->cycle < end && state != cpu_Done && state != cpu_Crashed) {
    for (int i = 0; i < n_inputs; i++)
      if (inputs[i].at >= 0 && milliseconds() >= inputs[i].at) {
        inputs[i].at = -1;
        avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(inputs[i].port), inputs[i].bit), (uint32_t)inputs[i].level);
      }
    /* A byte takes about a millisecond at 9600 baud. */
    if (next_arrival < n_arrivals && milliseconds() >= arrivals[next_arrival].at && milliseconds() >= last_arrival + 1.1) {
      Arrival *it = &arrivals[next_arrival++];
      avr_irq_t *irq = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0' + it->uart), UART_IRQ_INPUT);
      last_arrival = milliseconds();
      if (irq) avr_raise_irq(irq, (uint32_t)it->byte);
    }
    state = avr_run(avr);
  }
  printf("{\"ms\":%.3f,\"crashed\":%s,\"pins\":{", milliseconds(), state == cpu_Crashed ? "true" : "false");
  for (int port = 0; port < 26; port++)
    for (int bit = 0; bit < 8; bit++) {
      Pin *pin = &pins[port][bit];
      if (!pin->count) continue;
      printf("%s\"%c%d\":{\"count\":%ld,\"edges\":[", is_first ? "" : ",", 'A' + port, bit, pin->count);
      is_first = 0;
      for (int i = 0; i < pin->n; i++) printf("%s[%.3f,%d]", i ? "," : "", pin->at[i], pin->level[i]);
      printf("]}");
    }
  printf("},\"uart\":[");
  for (int number = 0; number < 4; number++) {
    if (number) putchar(',');
    print_text(uart[number], n_uart[number]);
  }
  printf("],\"registers\":\"");
  for (int i = 0; i < 256; i++) printf("%02x", avr->data[i]);
  printf("\"}\n");
  return 0;
}

/*
 * Preloaded into user-mode-linux on a processor with AMX. Of a process's extended floating-point registers it keeps the first 2696 bytes
 * (HOST_FP_SIZE of arch/x86/um); with AMX there are some 11000, the machine's kernel takes back only all of them (xstateregs_set), and
 * user-mode-linux dies of it at its first process: "put_fp_registers". Here the rest goes back as zeros: tiles that nobody uses.
 * Built without the C library's headers: cc -shared -fPIC -nostdlib.
 */
typedef unsigned long size;

struct part {
  void *base;
  size length;
};

extern long syscall(long number, ...);
extern void *memcpy(void *to, const void *from, size length);
extern void *memset(void *to, int value, size length);
extern int *__errno_location(void);

enum { SYS_PTRACE = 101, GETREGSET = 0x4204, SETREGSET = 0x4205, X86_XSTATE = 0x202 };

static char state[1 << 16] __attribute__((aligned(64)));
static size whole;

/* What was read to know it is zeros again afterwards: so is the rest of all that goes back. */
static size length_of_all(int pid) {
  struct part all = {state, sizeof state};
  size length = syscall(SYS_PTRACE, GETREGSET, pid, X86_XSTATE, &all) == 0 ? all.length : 0;
  memset(state, 0, sizeof state);
  return length;
}

long ptrace(long request, int pid, void *address, void *data) {
  if (request == SETREGSET && (size)address == X86_XSTATE) {
    struct part *some = data;
    if (whole == 0) {
      whole = length_of_all(pid);
    }
    if (some->length < whole) {
      struct part all = {state, whole};
      memcpy(state, some->base, some->length);
      return syscall(SYS_PTRACE, request, pid, address, &all);
    }
  }
  /* As in the C library: PTRACE_PEEKTEXT, PEEKDATA and PEEKUSER give what they read. */
  if (request >= 1 && request <= 3) {
    long word;
    long result = syscall(SYS_PTRACE, request, pid, address, &word);
    if (result < 0) {
      return result;
    }
    *__errno_location() = 0;
    return word;
  }
  return syscall(SYS_PTRACE, request, pid, address, data);
}

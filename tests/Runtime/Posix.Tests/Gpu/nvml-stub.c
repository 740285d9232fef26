/* A driver's library for tests, compiled by them. What it plays is chosen with -D:
   INIT_CODE     what connecting returns (0)
   DEVICES       how many GPUs there are (2)
   LOST          the GPU that is lost (-1)
   OLD           without the functions that old drivers lack
   SLOW_SECONDS  how long counting the GPUs takes (0)
   XID           the error that is reported once (0)
   TROUBLE_FILE  a file whose number, when it is there, is what counting the GPUs returns; with 15 only the last GPU is lost (none)
   STATE_FILE    a file with a line for each GPU: MiB in use and the pid that uses them, 0 for nobody (none) */
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifndef INIT_CODE
#define INIT_CODE 0
#endif
#ifndef DEVICES
#define DEVICES 2
#endif
#ifndef LOST
#define LOST -1
#endif
#ifndef SLOW_SECONDS
#define SLOW_SECONDS 0
#endif
#ifndef XID
#define XID 0
#endif

enum { SUCCESS = 0, NOT_SUPPORTED = 3, INSUFFICIENT_SIZE = 7, TIMEOUT = 10, GPU_IS_LOST = 15 };

#ifdef STATE_FILE
static int state_of(int index, unsigned long long *used, unsigned *pid)
{
    unsigned mib = 0;
    FILE *file = fopen(STATE_FILE, "r");
    int found = 0;
    *pid = 0;
    for (int i = 0; file && i <= index; i++)
        found = fscanf(file, "%u %u", &mib, pid) == 2;
    if (file)
        fclose(file);
    *used = (unsigned long long)mib << 20;
    return found;
}
#else
static int state_of(int index, unsigned long long *used, unsigned *pid) { (void)index; (void)used; (void)pid; return 0; }
#endif

#ifdef TROUBLE_FILE
static int trouble(void)
{
    int code = 0;
    FILE *file = fopen(TROUBLE_FILE, "r");
    if (!file)
        return 0;
    if (fscanf(file, "%d", &code) != 1)
        code = 0;
    fclose(file);
    return code;
}
#else
static int trouble(void) { return 0; }
#endif

static char gpus[DEVICES + 1];
static int connected;

static int index_of(void *device) { return (int)((char *)device - gpus); }
static int is_lost(void *device) { return index_of(device) == LOST || (index_of(device) == DEVICES - 1 && trouble() == GPU_IS_LOST); }

static void wait_for(long seconds, long nanoseconds)
{
    struct timespec time = { seconds, nanoseconds };
    nanosleep(&time, 0);
}

int nvmlInit_v2(void)
{
    if (INIT_CODE == 0)
        connected++;
    return INIT_CODE;
}

int nvmlInitWithFlags(unsigned flags) { return flags == 1 ? nvmlInit_v2() : 2; }
int nvmlShutdown(void) { return connected-- > 0 ? SUCCESS : 1; }
const char *nvmlErrorString(int code) { return code == 999 ? "Unknown Error" : "an error"; }
int nvmlSystemGetDriverVersion(char *text, unsigned size) { return snprintf(text, size, "550.54.15") < 0; }
int nvmlSystemGetCudaDriverVersion_v2(int *version) { *version = 12040; return SUCCESS; }

int nvmlDeviceGetCount_v2(unsigned *count)
{
    if (!connected)
        return 1;
    wait_for(SLOW_SECONDS, 0);
    int code = trouble();
    if (code && code != GPU_IS_LOST)
        return code;
    *count = DEVICES;
    return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { *device = gpus + index; return SUCCESS; }
int nvmlDeviceGetUUID(void *d, char *text, unsigned size) { return snprintf(text, size, "GPU-0000-%d", index_of(d)) < 0; }
int nvmlDeviceGetName(void *d, char *text, unsigned size) { return snprintf(text, size, "Stub %d", index_of(d)) < 0; }

int nvmlDeviceGetPciInfo_v3(void *d, char *info)
{
    sprintf(info, "0000:%02X:00.0", index_of(d));
    sprintf(info + 36, "00000000:%02X:00.0", index_of(d));
    return SUCCESS;
}

struct memory { unsigned long long total, free, used; };
int nvmlDeviceGetMemoryInfo(void *d, struct memory *m)
{
    if (is_lost(d))
        return GPU_IS_LOST;
    m->total = 1000ull << 20;
    m->used = (300ull + index_of(d)) << 20;
    m->free = m->total - m->used;
    return SUCCESS;
}

struct process_v1 { unsigned pid; unsigned long long used; };

#ifdef OLD
int nvmlDeviceGetComputeRunningProcesses(void *d, unsigned *count, struct process_v1 *p)
{
    p[0].pid = 101; p[0].used = 10ull << 20;
    p[1].pid = 102; p[1].used = ~0ull;
    *count = 2;
    return SUCCESS;
}
#else
struct memory_v2 { unsigned version; unsigned long long total, reserved, free, used; };
int nvmlDeviceGetMemoryInfo_v2(void *d, struct memory_v2 *m)
{
    if (m->version != (sizeof *m | 2 << 24))
        return 25;
    if (is_lost(d))
        return GPU_IS_LOST;
    m->total = 1000ull << 20;
    m->reserved = 50ull << 20;
    m->used = (250ull + index_of(d)) << 20;
    unsigned pid;
    state_of(index_of(d), &m->used, &pid);
    m->free = m->total - m->reserved - m->used;
    return SUCCESS;
}

struct process_v2 { unsigned pid; unsigned long long used; unsigned gpu_instance, compute_instance; };
int nvmlDeviceGetComputeRunningProcesses_v3(void *d, unsigned *count, struct process_v2 *p)
{
    unsigned long long used;
    unsigned pid;
    if (*count < 2)
        return INSUFFICIENT_SIZE;
    if (state_of(index_of(d), &used, &pid))
    {
        p[0] = (struct process_v2){ pid, used, ~0u, ~0u };
        *count = pid > 0;
        return SUCCESS;
    }
    p[0] = (struct process_v2){ 201, 100ull << 20, ~0u, ~0u };
    p[1] = (struct process_v2){ 202, 50ull << 20, 3, 0 };
    *count = index_of(d) == 0 ? 2 : 1;
    return SUCCESS;
}

int nvmlDeviceGetGraphicsRunningProcesses_v3(void *d, unsigned *count, struct process_v2 *p)
{
    unsigned long long used;
    unsigned pid;
    p[0] = (struct process_v2){ 201, 100ull << 20, ~0u, ~0u };
    *count = index_of(d) == 0 && !state_of(0, &used, &pid);
    return SUCCESS;
}

int nvmlDeviceGetMigMode(void *d, unsigned *current, unsigned *pending) { *current = *pending = index_of(d) == 1; return SUCCESS; }

int nvmlDeviceGetRemappedRows(void *d, unsigned *correctable, unsigned *uncorrectable, unsigned *pending, unsigned *failure)
{
    *correctable = 1; *uncorrectable = 2; *pending = index_of(d) == 1; *failure = 0;
    return SUCCESS;
}
#endif

struct rates { unsigned gpu, memory; };
int nvmlDeviceGetUtilizationRates(void *d, struct rates *r)
{
    if (index_of(d) == 1)
        return NOT_SUPPORTED;
    r->gpu = 42; r->memory = 7;
    return SUCCESS;
}

int nvmlDeviceGetTemperature(void *d, int sensor, unsigned *t) { (void)d; *t = 45; return sensor; }
int nvmlDeviceGetPowerUsage(void *d, unsigned *mw) { (void)d; *mw = 120500; return SUCCESS; }
int nvmlDeviceGetTotalEccErrors(void *d, int type, int counter, unsigned long long *n)
{
    *n = type == 1 && index_of(d) == 1 ? 5 + counter : 0;
    return SUCCESS;
}

int nvmlDeviceGetRetiredPages(void *d, int cause, unsigned *count, unsigned long long *pages)
{
    (void)d; (void)pages;
    *count = cause == 1 ? 3 : 0;
    return *count ? INSUFFICIENT_SIZE : SUCCESS;
}

static int told;
struct event { void *device; unsigned long long type, data; unsigned gpu_instance, compute_instance; };
int nvmlEventSetCreate(void **set) { *set = &told; return SUCCESS; }
int nvmlEventSetFree(void *set) { return set != &told; }
int nvmlDeviceRegisterEvents(void *d, unsigned long long types, void *set)
{
    return types == 8 && set == &told && XID ? SUCCESS : (index_of(d), NOT_SUPPORTED);
}

int nvmlEventSetWait_v2(void *set, struct event *e, unsigned milliseconds)
{
    if (set != &told)
        return 2;
    if (told++)
    {
        wait_for(0, milliseconds * 100000L);
        return told > 5 ? GPU_IS_LOST : TIMEOUT;
    }
    *e = (struct event){ gpus + 1, 8, XID, ~0u, ~0u };
    return SUCCESS;
}

// What Swift cannot import by itself: character-literal macros, the packed `epoll_event`, and a few
// calls whose plain C form would need unsafe pointer juggling on the Swift side.

#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const int CLIBPQ_DIAG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int CLIBPQ_DIAG_SQLSTATE = PG_DIAG_SQLSTATE;
static const int CLIBPQ_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int CLIBPQ_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int CLIBPQ_DIAG_HINT = PG_DIAG_MESSAGE_HINT;
static const int CLIBPQ_DIAG_SCHEMA = PG_DIAG_SCHEMA_NAME;
static const int CLIBPQ_DIAG_TABLE = PG_DIAG_TABLE_NAME;
static const int CLIBPQ_DIAG_COLUMN = PG_DIAG_COLUMN_NAME;
static const int CLIBPQ_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;
static const int CLIBPQ_DIAG_SOURCE_FUNCTION = PG_DIAG_SOURCE_FUNCTION;

enum {
    CLIBPQ_READ = 1,
    CLIBPQ_WRITE = 2,
};

/// Nanoseconds on the monotonic clock.
static inline int64_t clibpq_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline int clibpq_epoll_create(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

static inline int clibpq_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

/// Watches `fd` for good, level-triggered. For the poller's own wake-up descriptor.
static inline int clibpq_epoll_add_permanent(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

/// Arms `fd` for one event. MOD first: a connection is armed thousands of times and added once.
static inline int clibpq_epoll_arm(int epoll, int fd, int interest) {
    struct epoll_event event = {.events = EPOLLONESHOT | EPOLLRDHUP, .data = {.fd = fd}};
    if (interest & CLIBPQ_READ) event.events |= EPOLLIN;
    if (interest & CLIBPQ_WRITE) event.events |= EPOLLOUT;
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event) == 0) return 0;
    if (errno != ENOENT) return -1;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static inline void clibpq_epoll_forget(int epoll, int fd) {
    struct epoll_event unused = {0};
    (void)epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &unused);
}

/// Fills `ready` with at most `capacity` (no more than 64) descriptors; -1 is an error other than EINTR.
static inline int clibpq_epoll_wait(int epoll, int32_t *ready, int capacity, int milliseconds) {
    struct epoll_event events[64];
    int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) ready[i] = events[i].data.fd;
    return count;
}

static inline void clibpq_eventfd_signal(int fd) {
    uint64_t one = 1;
    (void)!write(fd, &one, sizeof one);
}

static inline void clibpq_eventfd_clear(int fd) {
    uint64_t count;
    (void)!read(fd, &count, sizeof count);
}

/// Whether an idle connection has anything to read: the end of the stream, a farewell, or a notice.
static inline int clibpq_has_input(int fd) {
    char byte;
    ssize_t count = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count >= 0) return 1;
    return errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
}

#endif

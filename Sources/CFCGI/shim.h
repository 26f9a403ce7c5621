// What is needed of C: libfcgi itself, and the Linux calls that
// Swift's Glibc module does not carry (epoll, eventfd, timerfd, accept4, memfd_create, pthread_setname_np, adjtimex).
#pragma once

#include <fcgiapp.h>
#include <malloc.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/timex.h>

// Hidden behind _GNU_SOURCE, which cannot be defined here: it changes types that Swift's Glibc module has already.
int accept4(int fd, struct sockaddr *addr, socklen_t *length, int flags);
int memfd_create(const char *name, unsigned int flags);
int pthread_setname_np(pthread_t thread, const char *name);

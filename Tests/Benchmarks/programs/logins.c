/*
 * Whole logins, one after another on each of many connections, each with a session of its own: the link, the form, the
 * consent page, consent. Prints how many were completed, and how many went wrong.
 *
 *   logins PORT CONNECTIONS SECONDS
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 32768 };

static int port;
static double end;
static atomic_long number, done, wrong;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int dial(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* One request and its answer; the status, or 0. The session's cookie is sent, and kept when a new one comes. */
static int exchange(int fd, const char *method, const char *target, const char *form, char *cookie)
{
    char buffer[ROOM];
    int length = snprintf(buffer, sizeof buffer,
        "%s %s HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\nCookie: %s\r\n\r\n%s",
        method, target, strlen(form), cookie, form);
    if (send(fd, buffer, (size_t)length, MSG_NOSIGNAL) != length)
        return 0;
    length = 0;
    for (;;) {
        ssize_t count = recv(fd, buffer + length, (size_t)(ROOM - 1 - length), 0);
        if (count <= 0)
            return 0;
        length += (int)count;
        buffer[length] = 0;
        char *body = strstr(buffer, "\r\n\r\n"), *size = strcasestr(buffer, "\r\nContent-Length: ");
        if (body != NULL && size != NULL && buffer + length - (body + 4) >= atoi(size + 18))
            break;
    }
    char *found = strcasestr(buffer, "\r\nSet-Cookie: ");
    if (found != NULL)
        snprintf(cookie, 4096, "%.*s", (int)strcspn(found + 14, ";"), found + 14);
    return atoi(buffer + 9);
}

/* Whether all four steps went as they should. */
static int log_in(int fd)
{
    char token[40], target[100], cookie[4096] = "";
    snprintf(token, sizeof token, "cot_%024ld", atomic_fetch_add(&number, 1));
    snprintf(target, sizeof target, "/?fp_cot=%s", token);
    if (exchange(fd, "GET", target, "", cookie) != 200)
        return 0;
    snprintf(target, sizeof target, "/auth_metadata_capture?fp_cot=%s", token);
    if (exchange(fd, "POST", target, "login=ada%40lunar.example&password=moonlight", cookie) != 303)
        return 0;
    snprintf(target, sizeof target, "/page?fp_cot=%s", token);
    if (exchange(fd, "GET", target, "", cookie) != 200)
        return 0;
    snprintf(target, sizeof target, "/consent_capture?fp_cot=%s", token);
    return exchange(fd, "POST", target, "", cookie) == 303;
}

static void *customer(void *unused)
{
    int fd = dial();
    while (now() < end) {
        if (fd >= 0 && log_in(fd)) {
            atomic_fetch_add(&done, 1);
            continue;
        }
        atomic_fetch_add(&wrong, 1);
        close(fd);
        fd = dial();
    }
    close(fd);
    return unused;
}

int main(int argc, char **argv)
{
    int connections = argc > 3 ? atoi(argv[2]) : 0;
    pthread_t threads[1024];
    if (connections < 1 || connections > 1024)
        return 2;
    port = atoi(argv[1]);
    atomic_store(&number, (long)(now() * 1e6));
    double start = now();
    end = start + atof(argv[3]);
    for (int i = 0; i < connections; i++)
        if (pthread_create(&threads[i], NULL, customer, NULL) != 0)
            return 1;
    for (int i = 0; i < connections; i++)
        pthread_join(threads[i], NULL);
    printf("%ld %ld %.3f\n", atomic_load(&done), atomic_load(&wrong), now() - start);
    return 0;
}

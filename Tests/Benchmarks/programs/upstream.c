/*
 * Connect and the provider for benchmarks: HTTP/1.1 on a loopback port, one thread, answers from memory, so that what is
 * measured is the responder. The provider's login takes DELAY milliseconds, or as long as HOLD of them take to come.
 *
 *   upstream PORT DELAY HOLD
 *
 * GET /peak answers how many logins have waited at once.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* PATIENCE: milliseconds without a further login, after which those that are missing have been lost on the way. */
enum { ROOM = 16384, MANY = 1 << 16, PATIENCE = 5000 };

struct connection {
    int fd, length, waits;
    double came;
    char *request;
};

/* Logins that wait, in the order in which they came: all wait equally long. */
static struct connection *waiting[MANY];
static unsigned first, last;
static int came, hold, peak;
static double delay, begin;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

#define PARTIES                                                                                                        \
    "\"account\":{\"display_name\":\"Nova\",\"privacy_url\":\"https://nova.example/privacy\","                         \
    "\"terms_url\":\"https://nova.example/terms\"},\"provider\":{\"id\":\"prv_63a6087272941ef077a8fd3e\","             \
    "\"display_name\":\"Lunar Energy\",\"logo_url\":\"https://lunar.example/logo.svg\",\"accent_color\":\"#3b2f7f\"}"
#define PAGE(route, more)                                                                                              \
    "{\"route\":\"" route "\",\"type\":\"render\",\"live_mode\":false,\"direction\":\"IMPORT\",\"data\":{" more PARTIES "}}"
#define CONTRACT                                                                                                       \
    "{\"id\":\"LE-1\",\"address\":{\"lines\":[\"12 Crescent Street\",\"Brighton\"],\"postcode\":\"BN1 2CD\"},"         \
    "\"direction\":\"import\",\"status\":\"active\",\"starts\":\"2026-01-01\",\"ends\":\"2099-01-01\"}"
#define PRICE(from, to, price) "{\"days\":\"all\",\"from\":\"" from "\",\"to\":\"" to "\",\"price\":\"" price "\"}"

static const char start_page[] = PAGE("auth_metadata_capture", "");
static const char consent_page[] = PAGE("consent_capture", "\"auth_metadata_id\":\"amd_65df3e949a785c52283026ec\",");
static const char redirect[] =
    "{\"route\":\"session_redirect\",\"live_mode\":false,\"data\":{\"redirect_url\":\"https://nova.example/return\"}}";
static const char contracts[] = "{\"contracts\":[" CONTRACT "]}";
static const char tariff[] =
    "{\"contract_id\":\"LE-1\",\"name\":\"Lunar Night Owl\",\"currency\":\"GBP\",\"timezone\":\"Europe/London\","
    "\"unit\":\"p/kWh\",\"prices\":[" PRICE("00:00", "00:30", "24.39255") "," PRICE("00:30", "07:30", "7.00035") ","
    PRICE("07:30", "00:00", "24.39255") "]}";
/* An access token of a kilobyte, as real ones are. */
static char signed_in[1400];

static void answer(int fd, const char *body)
{
    char text[4096];
    int length = snprintf(text, sizeof text,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    if (send(fd, text, (size_t)length, MSG_NOSIGNAL) != length)
        fprintf(stderr, "an answer was not sent\n");
}

/* Answers a whole request, or lets it wait. */
static void respond(struct connection *connection, const char *body)
{
    char *request = connection->request;
    if (!strncmp(request, "POST /connect", 13)) {
        int is_start = strstr(body, "start_tariff_integration") != NULL;
        int is_consent = strstr(body, "consent_given") != NULL;
        answer(connection->fd, is_start ? start_page : is_consent ? redirect : consent_page);
    } else if (!strncmp(request, "POST /lunar/api/login ", 22)) {
        connection->waits = 1;
        if (came++ == 0)
            begin = now();
        if (came == hold && now() - begin > delay)
            delay = now() - begin;
        connection->came = now();
        waiting[last++ % MANY] = connection;
        if ((int)(last - first) > peak)
            peak = (int)(last - first);
    } else if (!strncmp(request, "GET /peak", 9)) {
        char text[16];
        snprintf(text, sizeof text, "%d", peak);
        answer(connection->fd, text);
    } else {
        answer(connection->fd, strstr(request, "/tariff ") ? tariff : contracts);
    }
}

/* The requests that are complete; 0 when the connection has ended. */
static int receive(struct connection *connection)
{
    ssize_t count = recv(connection->fd, connection->request + connection->length, (size_t)(ROOM - connection->length - 1), 0);
    if (count <= 0)
        return 0;
    connection->length += (int)count;
    connection->request[connection->length] = 0;
    char *end = strstr(connection->request, "\r\n\r\n");
    if (end == NULL)
        return connection->length < ROOM - 1;
    char *field = strcasestr(connection->request, "\r\ncontent-length:");
    int body = field && field < end ? atoi(field + 17) : 0;
    if (connection->length < end + 4 - connection->request + body)
        return 1;
    connection->length = 0;
    respond(connection, end + 4);
    return 1;
}

/* How long until the next login is due, in milliseconds; answers those that are. */
static int release(void)
{
    for (; first != last; first++) {
        struct connection *next = waiting[first % MANY];
        double left = next->came + delay - now();
        if (next->fd >= 0 && came < hold && now() - waiting[(last - 1) % MANY]->came < PATIENCE)
            return 100;
        if (next->fd >= 0 && left > 0)
            return (int)left + 1;
        next->waits = 0;
        if (next->fd >= 0)
            answer(next->fd, signed_in);
        else
            free(next);
    }
    return -1;
}

static void drop(struct connection *connection)
{
    close(connection->fd);
    connection->fd = -1;
    free(connection->request);
    if (!connection->waits)
        free(connection);
}

static void add(int epoll, int fd)
{
    struct connection *connection = calloc(1, sizeof *connection);
    char *request = malloc(ROOM);
    if (connection == NULL || request == NULL)
        exit(1);
    connection->fd = fd;
    connection->request = request;
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    delay = atof(argv[2]);
    hold = atoi(argv[3]);
    snprintf(signed_in, sizeof signed_in, "{\"status\":\"signed_in\",\"expires_in\":3600,\"access_token\":\"%01000d\"}", 7);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 8192) != 0) {
        perror("upstream");
        return 1;
    }
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, events, 256, release());
        for (int i = 0; i < count; i++) {
            struct connection *connection = events[i].data.ptr;
            if (connection == NULL)
                for (int fd; (fd = accept(listener, NULL, NULL)) >= 0;)
                    add(epoll, fd);
            else if (!receive(connection))
                drop(connection);
        }
    }
}

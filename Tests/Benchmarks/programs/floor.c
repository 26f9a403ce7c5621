/*
 * The floor: what libfcgi itself does with an answer from memory, in the simplest honest way: threads that block in
 * FCGX_Accept_r on the socket inherited as fd 0 (spawn-fcgi -n -s PATH -- floor ANSWER [threads]). ANSWER is a file that
 * holds header fields and body as a CGI program writes them. Without a socket it is that CGI program.
 *
 * A connection that the web server keeps holds a thread: there have to be more threads than connections.
 *
 *   cc -O2 -o floor floor.c -lfcgi -lpthread
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static char answer[1 << 20];
static int answer_length;

static void *serve(void *unused)
{
    FCGX_Request request;
    FCGX_InitRequest(&request, 0, 0);
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutStr(answer, answer_length, request.out);
        FCGX_Finish_r(&request);
    }
    return unused;
}

int main(int argc, char **argv)
{
    int threads = argc > 2 ? atoi(argv[2]) : 2;
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || FCGX_Init() != 0)
        return 1;
    answer_length = (int)fread(answer, 1, sizeof answer, file);
    fclose(file);
    if (FCGX_IsCGI())
        return fwrite(answer, 1, (size_t)answer_length, stdout) == (size_t)answer_length ? 0 : 1;
    for (int i = 1; i < threads; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, NULL) != 0)
            return 1;
    }
    serve(NULL);
    return 0;
}

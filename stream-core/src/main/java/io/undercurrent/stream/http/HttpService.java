package io.undercurrent.stream.http;

/** What a server answers. All methods may be called by several threads at a time. */
public interface HttpService {
    /**
     * Answers a request to any path but {@link HttpListener#HEALTH}, on one of the server's few
     * working threads.
     *
     * @param request the request, which passed all checks
     * @return the answer
     */
    HttpReply answer(HttpRequest request);

    /**
     * Answers {@link HttpListener#HEALTH}. It has a thread of its own, so that it is answered while
     * all others wait for something.
     *
     * @param request the request, which passed all checks
     * @return the answer
     */
    HttpReply health(HttpRequest request);

    /**
     * Says that a request was refused.
     *
     * @param status the HTTP status
     * @param why the reason, without control characters
     * @return the answer
     */
    default HttpReply refused(int status, String why) {
        return HttpReply.text(status, why);
    }
}

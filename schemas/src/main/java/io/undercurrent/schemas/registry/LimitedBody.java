package io.undercurrent.schemas.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects an answer's bytes up to a limit; the JDK's own subscribers take whatever comes. */
final class LimitedBody implements BodySubscriber<byte[]> {
    /** An answer was longer than allowed; the rest of it was not read. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean ok;

        TooLargeException(int limit, boolean ok) {
            super("more than " + limit + " bytes");
            this.ok = ok;
        }

        /** Whether the answer had the status 200. */
        boolean isOk() {
            return ok;
        }
    }

    private final int limit;
    private final boolean ok;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription subscription;

    LimitedBody(int limit, boolean ok) {
        this.limit = limit;
        this.ok = ok;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            if (buffer.remaining() > limit - bytes.size()) {
                subscription.cancel();
                body.completeExceptionally(new TooLargeException(limit, ok));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}

package io.undercurrent.stream.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: its requests, one after another, and how long each phase may last. Only the event
 * loop's thread uses it.
 *
 * <p>Nothing is read while a request is answered, so what a client may send ahead is bounded by one
 * read.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
    /** What a connection waits for. */
    enum Phase {
        /** The client may send a request. */
        IDLE(30),
        /** The client is to send the rest of a request. */
        READING(5),
        /** The program is to make the answer; its own time is not limited here. */
        WORKING(0),
        /** The client is to take the answer. */
        SENDING(30),
        /** The client is to see that nothing more comes. */
        LEAVING(1);

        private final int mostSeconds;

        Phase(int mostSeconds) {
            this.mostSeconds = mostSeconds;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int MAX_DISCARDED = 256 << 10;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final SocketChannel channel;
    private final HttpListener listener;
    private final Queue<io.netty.handler.codec.http.HttpRequest> ahead = new ArrayDeque<>();
    private Phase phase = Phase.IDLE;
    private long since;
    private Future<?> deadline;
    private int discarded;
    private long unsent;

    HttpConnection(SocketChannel channel, HttpListener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /** Puts the handlers in place, this one last. */
    void initialize() {
        channel.pipeline().addLast(new Arrivals(), new HttpServerCodec(RequestHead.limits()), this);
    }

    Phase phase() {
        return phase;
    }

    /** When the phase began. */
    long since() {
        return since;
    }

    /** The bytes of an answer that the client has not taken to its end. */
    long unsent() {
        return unsent;
    }

    private void enter(Phase next) {
        cancelDeadline();
        phase = next;
        since = System.nanoTime();
        if (next.mostSeconds > 0) {
            deadline = channel.eventLoop().schedule(this::late, next.mostSeconds, TimeUnit.SECONDS);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void late() {
        if (phase == Phase.READING) {
            refuse(new HttpRefusal(HttpReply.TOO_SLOW, "the request came too slowly"));
        } else {
            close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (listener.takes(this)) {
            enter(Phase.IDLE);
            next();
        } else {
            close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        listener.forget(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof io.netty.handler.codec.http.HttpRequest decoded) {
            ahead.add(decoded);
        }
        if (phase == Phase.IDLE || phase == Phase.READING) {
            next();
        }
    }

    /** Begins with the next request, or waits for it; the decoder reads on until it is complete. */
    private void next() {
        var decoded = ahead.poll();
        if (decoded == null) {
            channel.read();
            return;
        }
        try {
            RequestHead head = RequestHead.of(decoded);
            enter(Phase.WORKING);
            listener.work(this, head);
        } catch (HttpRefusal e) {
            refuse(e);
        }
    }

    private void refuse(HttpRefusal refusal) {
        send(listener.refused(refusal), true);
    }

    /** Sends an answer if the client is still there; after the last one the connection ends. */
    void send(HttpReply reply, boolean isLast) {
        if (!channel.isActive()) {
            return;
        }
        unsent = reply.body().length;
        enter(Phase.SENDING);
        channel.writeAndFlush(response(reply, isLast))
                .addListener(
                        sent -> {
                            unsent = 0;
                            if (!sent.isSuccess()) {
                                close();
                            } else if (isLast) {
                                channel.eventLoop().execute(this::leave);
                            } else {
                                enter(Phase.IDLE);
                                next();
                            }
                        });
    }

    private static FullHttpResponse response(HttpReply reply, boolean isLast) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(reply.body()));
        HttpHeaders headers = response.headers();
        headers.set("Date", DATE.format(Instant.now()));
        headers.set("Content-Type", reply.type());
        headers.set("Content-Length", reply.body().length);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        reply.headers().forEach(headers::set);
        if (isLast) {
            headers.set("Connection", "close");
        }
        return response;
    }

    /** A close with unread bytes would be a reset, and the client might lose the answer. */
    private void leave() {
        if (!channel.isActive()) {
            return;
        }
        enter(Phase.LEAVING);
        var unused = channel.shutdownOutput();
        channel.pipeline().firstContext().read();
    }

    void close() {
        var unused = channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a client is gone", cause);
        } else {
            LOG.warn("a connection failed and is closed", cause);
        }
        close();
    }

    /** Sees bytes before they are decoded: when a request begins, and what comes after the last. */
    private final class Arrivals extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (phase == Phase.LEAVING) {
                ByteBuf bytes = (ByteBuf) message;
                discarded += bytes.readableBytes();
                bytes.release();
                return;
            }
            if (phase == Phase.IDLE) {
                enter(Phase.READING);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (phase != Phase.LEAVING) {
                context.fireChannelReadComplete();
            } else if (discarded < MAX_DISCARDED) {
                context.read();
            } else {
                close();
            }
        }
    }
}

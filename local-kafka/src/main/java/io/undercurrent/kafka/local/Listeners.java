package io.undercurrent.kafka.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Holds the node's two server sockets, which are bound before the broker starts. Only this way can
 * a free port be configured without a race, and a port in use be reported instead of ending the JVM
 * (Kafka halts the process when its controller cannot bind).
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String BROKER = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;
    private final int brokerPort;
    private final InetSocketAddress controllerSocket;

    private Listeners(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
        this.brokerPort = broker.socket().getLocalPort();
        this.controllerSocket = (InetSocketAddress) controller.socket().getLocalSocketAddress();
    }

    /**
     * Binds both sockets; {@code port} 0 means any free port, and the controller always takes one.
     */
    static Listeners bind(int port) {
        ServerSocketChannel broker = listen(port);
        try {
            return new Listeners(broker, listen(0));
        } catch (RuntimeException e) {
            close(broker);
            throw e;
        }
    }

    private static ServerSocketChannel listen(int port) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            // Without it a restart on the same port fails while old connections linger.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            // It binds by address and not by name: "localhost" may be ::1, which clients of HOST do
            // not reach.
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            channel.bind(new InetSocketAddress(loopback, port));
            return channel;
        } catch (BindException e) {
            close(channel);
            throw new LocalKafkaException(
                    "port "
                            + port
                            + " on "
                            + HOST
                            + " cannot be taken ("
                            + e.getMessage()
                            + "); stop what listens there or choose another, 0 for a free one",
                    e);
        } catch (IOException e) {
            close(channel);
            throw new LocalKafkaException("cannot listen on " + HOST + ":" + port, e);
        }
    }

    int brokerPort() {
        return brokerPort;
    }

    String brokerAddress() {
        return HOST + ":" + brokerPort;
    }

    String controllerAddress() {
        return HOST + ":" + controllerSocket.getPort();
    }

    InetSocketAddress controllerSocket() {
        return controllerSocket;
    }

    /** Gives Kafka the socket that was bound for this listener. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBuffer)
            throws IOException {
        ServerSocketChannel bound = listenerName.equals(CONTROLLER) ? controller : broker;
        if (!bound.isOpen()) {
            throw new IOException("listener " + listenerName + " at " + address + " is closed");
        }
        // Kafka's acceptor uses a selector, and expects the factory to do this.
        bound.configureBlocking(false);
        return bound;
    }

    @Override
    public void close() {
        close(broker);
        close(controller);
    }

    private static void close(ServerSocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalKafkaException("cannot close a listening socket", e);
        }
    }
}

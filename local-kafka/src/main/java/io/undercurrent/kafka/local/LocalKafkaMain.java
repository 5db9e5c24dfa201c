package io.undercurrent.kafka.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the local broker as a separate process, for tests that kill it. It prints one line, {@code
 * ready <bootstrap servers>}, and shuts down in order on SIGTERM.
 */
public final class LocalKafkaMain {
    private LocalKafkaMain() {}

    /**
     * Runs until the process receives a signal to stop.
     *
     * @param args data folder, then port (0 for a free one), then broker settings as KEY=VALUE
     */
    public static void main(String[] args) throws InterruptedException {
        LocalKafka kafka;
        try {
            kafka = start(args);
        } catch (LocalKafkaException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "local-kafka-stop"));
        System.out.println("ready " + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    private static LocalKafka start(String[] args) {
        if (args.length < 2) {
            throw new LocalKafkaException(
                    args.length
                            + " arguments given; needed are DATA_FOLDER PORT (0: a free one), and"
                            + " KEY=VALUE for each broker setting");
        }
        LocalKafka.Builder broker = LocalKafka.in(Path.of(args[0]));
        for (String setting : List.of(args).subList(2, args.length)) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new LocalKafkaException("setting '" + setting + "': needed is KEY=VALUE");
            }
            broker.setting(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try {
            return broker.port(Integer.parseInt(args[1])).start();
        } catch (NumberFormatException e) {
            throw new LocalKafkaException(
                    "port '" + args[1] + "' is not a number; use 0 to 65535", e);
        }
    }
}

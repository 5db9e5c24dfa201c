package io.undercurrent.job.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.util.ExceptionUtils;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What a logger warned of while this was open, with its causes. */
final class CapturedLog implements AutoCloseable {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final String logger;

    /** Begins to listen. */
    CapturedLog(Class<?> of) {
        logger = of.getName();
        LoggerConfig config = new LoggerConfig(logger, Level.WARN, false);
        config.addAppender(new Listener(), Level.WARN, null);
        context().getConfiguration().addLogger(logger, config);
        context().updateLoggers();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }

    /** All warnings so far. */
    List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        context().getConfiguration().removeLogger(logger);
        context().updateLoggers();
    }

    private final class Listener extends AbstractAppender {
        Listener() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            Throwable thrown = event.getThrown();
            String trace = thrown == null ? "" : ExceptionUtils.stringifyException(thrown);
            warnings.add(event.getMessage().getFormattedMessage() + "\n" + trace);
        }
    }
}

package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import io.undercurrent.job.session.SessionCluster;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all commands of the demo in containers share: the checkout, the container engine, and a time
 * limit.
 */
final class Demo {
    @Option(
            names = "--project-directory",
            paramLabel = "FOLDER",
            description = "Undercurrent's checkout (default: the one that this program is from).")
    private Path folder;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait for the containers (default ${DEFAULT-VALUE}).")
    private long timeout;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Project project;
    private Engine engine;

    Project project() throws IOException {
        if (project == null) {
            project = Project.open(folder, System.getenv());
        }
        return project;
    }

    Engine engine() throws IOException, InterruptedException {
        if (engine == null) {
            engine = Engine.find(project().folder(), project().variables());
        }
        return engine;
    }

    Containers containers() throws IOException, InterruptedException {
        return new Containers(engine());
    }

    SessionCluster flink() throws Exception {
        return SessionCluster.at(project().local("FLINK_PORT", ""), new Configuration());
    }

    StreamSpec stream() throws IOException {
        return project().stream();
    }

    /** The time that a command may wait for one thing, counted from now. */
    Patience patience() {
        return new Patience(Duration.ofSeconds(timeout));
    }

    void say(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

package io.undercurrent.cli.compose;

import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command about the containers has: the checkout, the engine, a patience. */
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
            project = Project.open(folder);
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

    FlinkRest flink() throws IOException {
        return new FlinkRest(project().local("FLINK_PORT", ""));
    }

    StreamSpec stream() throws IOException {
        return project().stream();
    }

    long timeout() {
        return timeout;
    }

    void say(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

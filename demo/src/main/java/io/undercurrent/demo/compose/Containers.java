package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Asks the container engine for the states of the project's containers. */
final class Containers {
    private static final String FORMAT =
            "{{index .Config.Labels \"com.docker.compose.service\"}}|{{.State.Status}}"
                    + "|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.State.ExitCode}}";

    private final Engine engine;

    Containers(Engine engine) {
        this.engine = engine;
    }

    /** The id of a service's container. */
    String id(String service) throws InterruptedException {
        String id = engine.ask("ps", "-q", service).strip();
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    service
                            + ": no such container; bring the demo up first with ./undercurrent compose-demo up");
        }
        return id.lines().findFirst().orElseThrow();
    }

    /** By service, why it is not up; an empty text if it is. */
    Map<String, String> states() throws InterruptedException {
        Map<String, String> states = new LinkedHashMap<>();
        List<String> ids = engine.ask("ps", "-q").lines().toList();
        if (ids.isEmpty()) {
            return states;
        }
        String[] ask = new String[ids.size() + 3];
        ask[0] = "inspect";
        ask[1] = "-f";
        ask[2] = FORMAT;
        for (int i = 0; i < ids.size(); i++) {
            ask[i + 3] = ids.get(i);
        }
        for (String line : engine.docker(ask).lines().toList()) {
            String[] parts = line.split("\\|", -1);
            states.put(parts[0], open(parts[1], parts[2], parts[3]));
        }
        return states;
    }

    /** Why a container is not up; one that exited with status 0 counts as up. */
    private static String open(String status, String health, String exit) {
        if (status.equals("exited")) {
            return exit.equals("0") ? "" : "exited with " + exit;
        }
        if (!status.equals("running")) {
            return status;
        }
        return health.isEmpty() || health.equals("healthy") ? "" : health;
    }

    /** Waits until a service's container runs and is healthy. */
    void await(String service, Patience patience) throws InterruptedException {
        await(Set.of(service), patience, line -> {});
    }

    /** Waits until every container runs and is healthy. */
    void await(Patience patience, Consumer<String> say) throws InterruptedException {
        await(Set.of(), patience, say);
    }

    /**
     * Waits until containers run and are healthy.
     *
     * @param services the services to wait for; empty for all
     * @throws IllegalStateException if time is up, with the last log lines of those that are not
     *     healthy
     */
    private void await(Set<String> services, Patience patience, Consumer<String> say)
            throws InterruptedException {
        long start = System.nanoTime();
        String told = "";
        while (true) {
            Map<String, String> states = states();
            if (!services.isEmpty()) {
                states.keySet().retainAll(services);
            }
            Set<String> open = new TreeSet<>();
            states.forEach(
                    (service, waits) -> {
                        if (!waits.isEmpty()) {
                            open.add(service + " (" + waits + ")");
                        }
                    });
            long passed = (System.nanoTime() - start) / 1_000_000_000;
            if (open.isEmpty() && !states.isEmpty()) {
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "all %d services are up after %d s",
                                states.size(),
                                passed));
                return;
            }
            if (patience.isOver()) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "not up after %d s: %s%n%s",
                                passed,
                                open,
                                logs(states)));
            }
            if (!open.toString().equals(told)) {
                told = open.toString();
                say.accept(
                        String.format(
                                Locale.ROOT,
                                "%3d s, waiting for %s",
                                passed,
                                String.join(", ", open)));
            }
            Thread.sleep(1000);
        }
    }

    private String logs(Map<String, String> states) throws InterruptedException {
        StringBuilder logs = new StringBuilder();
        for (Map.Entry<String, String> state : states.entrySet()) {
            if (!state.getValue().isEmpty()) {
                logs.append(engine.compose(x -> {}, "logs", "--tail", "15", state.getKey()));
            }
        }
        return logs.toString();
    }
}

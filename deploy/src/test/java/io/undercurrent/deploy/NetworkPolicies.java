package io.undercurrent.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Answers, as a network plug-in would, whether one pod reaches a port of another. */
final class NetworkPolicies {
    /**
     * A pod.
     *
     * @param namespace its namespace's name, which Kubernetes also gives the namespace as a label
     * @param labels its labels
     */
    record Pod(String namespace, Map<String, String> labels) {}

    private static final String NAME = "kubernetes.io/metadata.name";

    private final List<JsonNode> policies;

    NetworkPolicies(List<JsonNode> policies) {
        this.policies = policies;
    }

    /** Whether a connection is let in: where no policy selects the pod, every one is. */
    boolean lets(Pod from, Pod to, int port) {
        List<JsonNode> selecting = policies.stream().filter(p -> selects(p, to)).toList();
        return selecting.isEmpty() || selecting.stream().anyMatch(p -> allows(p, from, port));
    }

    private static boolean selects(JsonNode policy, Pod pod) {
        return policy.at("/metadata/namespace").asText().equals(pod.namespace())
                && matches(policy.at("/spec/podSelector"), pod.labels());
    }

    private static boolean allows(JsonNode policy, Pod from, int port) {
        for (JsonNode rule : policy.at("/spec/ingress")) {
            if (names(rule.path("from"), policy, from) && names(rule.path("ports"), port)) {
                return true;
            }
        }
        return false;
    }

    /** An absent list names everybody. */
    private static boolean names(JsonNode peers, JsonNode policy, Pod from) {
        boolean any = peers.isMissingNode();
        for (JsonNode peer : peers) {
            boolean near =
                    peer.has("namespaceSelector")
                            ? matches(
                                    peer.path("namespaceSelector"), Map.of(NAME, from.namespace()))
                            : policy.at("/metadata/namespace").asText().equals(from.namespace());
            any |= near && matches(peer.path("podSelector"), from.labels());
        }
        return any;
    }

    private static boolean names(JsonNode ports, int port) {
        boolean any = ports.isMissingNode();
        for (JsonNode one : ports) {
            any |= one.path("port").asInt() == port;
        }
        return any;
    }

    /** An absent or empty selector takes all. */
    private static boolean matches(JsonNode selector, Map<String, String> labels) {
        boolean all = true;
        for (var label : selector.path("matchLabels").properties()) {
            all &= label.getValue().asText().equals(labels.get(label.getKey()));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!expression.path("operator").asText().equals("In")) {
                throw new AssertionError("no such operator here: " + expression);
            }
            boolean in = false;
            for (JsonNode value : expression.path("values")) {
                in |= value.asText().equals(labels.get(expression.path("key").asText()));
            }
            all &= in;
        }
        return all;
    }
}

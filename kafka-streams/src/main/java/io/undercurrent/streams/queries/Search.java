package io.undercurrent.streams.queries;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds an instance that has a key, and merges the lists of all instances. */
final class Search {
    private final Instance instance;
    private final Peers peers;
    private final KeyJson json;

    Search(Instance instance, Peers peers, KeyJson json) {
        this.instance = instance;
        this.peers = peers;
        this.json = json;
    }

    /** Answers for a key from this instance alone. */
    Reply local(Route route, boolean stale) throws Refusal {
        return instance.key(route.key(), stale)
                .map(facts -> json.reply(facts, route.part(), stale))
                .orElseThrow(() -> unknown(route));
    }

    /**
     * Answers for a key from any instance. The owner by Kafka's partitioner is asked first. If it
     * does not answer, the instances with standby copies are asked, then all others, because a
     * producer may use another partitioner.
     */
    Reply key(Route route) throws Refusal {
        Instance.Owner owner = instance.owner(route.key());
        Set<String> unreached = new LinkedHashSet<>();
        Set<String> rest = new LinkedHashSet<>(List.of(instance.self()));
        rest.addAll(instance.others());
        Optional<Reply> found = Optional.empty();
        if (owner.active() != null) {
            rest.remove(owner.active());
            found = ask(List.of(owner.active()), route, false, unreached);
            if (found.isEmpty() && !unreached.isEmpty()) {
                found = ask(owner.standbys(), route, true, new LinkedHashSet<>());
            }
        }
        if (found.isEmpty()) {
            found = ask(rest, route, false, unreached);
        }
        if (found.isPresent()) {
            return found.get();
        }
        if (!unreached.isEmpty()) {
            return incomplete(route, unreached);
        }
        if (owner.active() == null || !instance.isSettled()) {
            throw Refusal.unavailable(
                    String.format(
                            Locale.ROOT,
                            "the key's partition is on no instance that can be asked: partitions are moving, an instance has streams.http: none, or two have the same address (%s is this one's; set streams.http-advertised on each)",
                            instance.self()));
        }
        throw unknown(route);
    }

    private Optional<Reply> ask(
            Collection<String> addresses, Route route, boolean stale, Set<String> unreached)
            throws Refusal {
        List<String> remote = new ArrayList<>(addresses);
        if (remote.remove(instance.self())) {
            try {
                Optional<KeyFacts> here = instance.key(route.key(), stale);
                if (here.isPresent()) {
                    return Optional.of(json.reply(here.get(), route.part(), stale));
                }
            } catch (Refusal e) {
                unreached.add(instance.self());
            }
        }
        String path = Route.KEYS + "/" + Percent.encode(route.key()) + route.part().suffix();
        Map<String, Reply> answers =
                peers.ask(remote, path, stale ? Peers.STALE : Peers.ACTIVE, Peers.KEY_TIMEOUT);
        Optional<Reply> found = Optional.empty();
        for (var answer : answers.entrySet()) {
            Reply reply = answer.getValue();
            if (reply != null && reply.status() == Reply.OK) {
                found = Optional.of(reply);
            } else if (reply == null || reply.status() != Refusal.NOT_FOUND) {
                unreached.add(answer.getKey());
            }
        }
        return found;
    }

    /** A page of all instances' keys; the response names the instances whose keys are missing. */
    Reply list(ListQuery query) throws Refusal {
        List<KeyPage> pages = new ArrayList<>();
        Set<String> unreached = new LinkedHashSet<>();
        try {
            pages.add(instance.page(query));
            if (!instance.isSettled()) {
                unreached.add(instance.self());
            }
        } catch (Refusal e) {
            unreached.add(instance.self());
        }
        Map<String, Reply> answers =
                peers.ask(instance.others(), query.local(), Peers.ACTIVE, Peers.PAGE_TIMEOUT);
        for (var answer : answers.entrySet()) {
            Optional<KeyPage> page = page(answer.getValue());
            page.ifPresentOrElse(pages::add, () -> unreached.add(answer.getKey()));
        }
        if (pages.isEmpty()) {
            throw Refusal.unavailable("no instance answers: " + String.join(", ", unreached));
        }
        KeyPage merged = KeyPage.merge(pages, query.limit());
        return Reply.of(
                Reply.OK,
                out -> {
                    merged.write(out);
                    writeIncomplete(out, unreached);
                });
    }

    /** A page of this instance's keys. */
    Reply localList(ListQuery query) throws Refusal {
        KeyPage page = instance.page(query);
        return Reply.of(Reply.OK, page::write);
    }

    private static Optional<KeyPage> page(Reply reply) {
        if (reply == null || reply.status() != Reply.OK) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyPage.parse(reply.body()));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }

    private static Reply incomplete(Route route, Set<String> unreached) {
        return Reply.of(
                Refusal.UNAVAILABLE,
                out -> {
                    out.writeNumberField("status", Refusal.UNAVAILABLE);
                    out.writeStringField(
                            "error",
                            "the key is known at no instance that answers; those that do not may have it");
                    out.writeStringField("key", route.key());
                    writeIncomplete(out, unreached);
                });
    }

    private static void writeIncomplete(
            com.fasterxml.jackson.core.JsonGenerator out, Set<String> unreached)
            throws java.io.IOException {
        out.writeArrayFieldStart("incomplete");
        for (String address : unreached) {
            out.writeString(address);
        }
        out.writeEndArray();
    }

    private static Refusal unknown(Route route) {
        return new Refusal(
                Refusal.NOT_FOUND,
                String.format(
                        Locale.ROOT,
                        "key = %s: no event of it was scored and committed, or its key state has expired; keys are compared to the letter",
                        Texts.shown(route.key())));
    }
}

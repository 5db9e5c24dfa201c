package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page, in Markdown and in HTML, with its pictures. */
public final class PeersPage {
    private static final String TITLE = "Undercurrent beside its peers";

    private final Findings findings;
    private final List<String> setting;
    private final String command;

    /** What the page is made of: paragraphs, lists, code, tables and pictures, in order. */
    private final List<Block> blocks = new ArrayList<>();

    private final Map<String, String> pictures = new LinkedHashMap<>();

    /** A part of the page in both forms. */
    private record Block(String markdown, String html) {}

    /**
     * Makes the page.
     *
     * @param setting machine, versions and sizes, a line each
     * @param command as it was given
     */
    public PeersPage(Findings findings, List<String> setting, String command) {
        this.findings = findings;
        this.setting = setting;
        this.command = command;
        build();
    }

    private void build() {
        heading(1, TITLE);
        List<String> wins = Wins.of(findings);
        if (wins.isEmpty()) {
            paragraph("By no measure of this page is a peer better than bundled:universal.");
        } else {
            paragraph("A peer is better than bundled:universal by these measures:");
            list(wins);
        }
        List<String> failures = findings.failures();
        if (!failures.isEmpty()) {
            list(failures);
        }
        paragraph("Goals, as ratios in this run:");
        list(Goal.of(findings).stream().map(Goal::toString).toList());
        heading(2, "Figures");
        table(FigureTable.of(findings));
        list(notes());
        picture(
                "cpu",
                "CPU an event",
                PeersPictures.bars(findings, "CPU us an event, job", Entry::micros));
        picture(
                "bytes",
                "bytes a key",
                PeersPictures.bars(findings, "bytes a key", Entry::keyBytes));
        if (hasHistories()) {
            heading(2, "Growth with history");
            paragraph(
                    "One key, one thread, no Flink: CPU of this process an event after histories of several lengths, medians of turns.");
            table(PeersTables.histories(findings));
            picture("histories", "cost by history", PeersPictures.histories(findings));
        }
        if (hasKeys()) {
            heading(2, "Growth with keys");
            paragraph(
                    "The job, keys uniformly random, each with a state before the first event; one run each.");
            table(PeersTables.keys(findings));
            picture("keys", "cost by keys", PeersPictures.keys(findings));
        }
        if (!findings.besides().training.isEmpty()) {
            heading(2, "Training");
            paragraph(
                    "Whole steps of training the default network on one thread, each engine as a process of its own, by turns. dl4j's losses were compared with java's first.");
            table(PeersTables.training(findings));
        }
        heading(2, "Checks");
        table(PeersTables.checks(findings));
        heading(2, "Setting");
        list(setting);
        code("$ " + command);
    }

    private static List<String> notes() {
        return List.of(
                "Same topic, source, sink, checkpoints and records for all: each sends a Score record of the same fields, exactly once. Ours also makes and sends forecasts, anomalies and episodes; its peers do not.",
                "CPU is that of the whole process an event: source, sink, garbage collection, compiler and one checkpoint in each measured part. The broker is another process. Without checkpoint: the half before it.",
                "A checkpoint that has waited behind buffered events for a second overtakes them (unaligned), for all alike; what it overtakes is part of its size. Before a slow contestant a checkpoint would expire otherwise.",
                "Calls alone: no Flink, one thread, after the longest history that was reached.",
                "Every key has a warm state before the first event. Peers are live objects in the operator, a write-back cache as large as ours on RocksDB and without bound on the heap; their bytes go into Flink's state at checkpoints and when a key is evicted. That spares a peer bytes at each event. For RandomCutForest its own mapper makes the bytes, with trees and seeds, else scores after a restore would differ.",
                "Latency: from the producer until written, at half of each one's own events/s, capped; a checkpoint a second.",
                "The networks in ONNX have random weights of a fixed seed: their speed does not depend on the weights, and their quality is not judged. The GRU could also keep its hidden state and take one step an event; here it reads windows, as the Transformer has to.",
                "Own process: the job and the Kafka Streams application as run starts them, by turns over a topic of their own, with a fresh JVM each and what it compiles; no key has a state before. Both committed the same bytes of every key. Bytes an event: all checkpoints or all changelogs.",
                "Quality: the harness of undercurrent evaluate anomalies, one configuration for a whole set; F1 at the one threshold that is best by the set's labels. The window model's scores are universal's while a key's history fits its window (checked), and were not judged beyond. Networks with random weights are not judged.");
    }

    private void heading(int level, String text) {
        add(
                "#".repeat(level) + " " + text + "\n",
                "<h" + level + ">" + text + "</h" + level + ">\n");
    }

    private void paragraph(String text) {
        add(text + "\n", "<p>" + Table.escaped(text) + "</p>\n");
    }

    private void list(List<String> items) {
        StringBuilder markdown = new StringBuilder();
        StringBuilder html = new StringBuilder("<ul>\n");
        for (String item : items) {
            markdown.append("- ").append(item).append('\n');
            html.append("<li>").append(Table.escaped(item)).append("</li>\n");
        }
        add(markdown.toString(), html.append("</ul>\n").toString());
    }

    private void code(String text) {
        add("```\n" + text + "\n```\n", "<pre>" + Table.escaped(text) + "</pre>\n");
    }

    private void table(Table table) {
        add(table.markdown(), table.html());
    }

    private void picture(String name, String words, String svg) {
        pictures.put(name + ".svg", svg);
        add("![" + words + "](" + name + ".svg)\n", svg);
    }

    private void add(String markdown, String html) {
        blocks.add(new Block(markdown, html));
    }

    public String markdown() {
        return String.join("\n", blocks.stream().map(Block::markdown).toList());
    }

    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                + TITLE
                + "</title>\n<style>body{font-family:sans-serif;max-width:75em;margin:2em auto}"
                + "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .6em;"
                + "text-align:right}td:first-child,th:first-child{text-align:left}</style></head>\n<body>\n"
                + String.join("", blocks.stream().map(Block::html).toList())
                + "</body></html>\n";
    }

    /** What is pasted into another page: the command, goals and tables. */
    public String excerpt() {
        StringBuilder text = new StringBuilder("```\n$ ").append(command).append("\n```\n\n");
        text.append(FigureTable.of(findings).markdown()).append('\n');
        Goal.of(findings).forEach(goal -> text.append("- ").append(goal).append('\n'));
        Wins.of(findings)
                .forEach(win -> text.append("- A peer is better: ").append(win).append('\n'));
        findings.failures().forEach(what -> text.append("- ").append(what).append('\n'));
        more(text, hasHistories(), PeersTables.histories(findings));
        more(text, hasKeys(), PeersTables.keys(findings));
        more(text, !findings.besides().training.isEmpty(), PeersTables.training(findings));
        return text.toString();
    }

    private static void more(StringBuilder text, boolean measured, Table table) {
        if (measured) {
            text.append('\n').append(table.markdown());
        }
    }

    private boolean hasHistories() {
        return findings.entries().stream().anyMatch(entry -> !entry.calls.isEmpty());
    }

    private boolean hasKeys() {
        return findings.growth().stream()
                .anyMatch(entry -> !entry.byKeys.isEmpty() || !entry.keysFailures.isEmpty());
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("peers.md"), markdown());
        Files.writeString(folder.resolve("peers.html"), html());
        Files.writeString(folder.resolve("peers-excerpt.md"), excerpt());
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Files.writeString(folder.resolve(picture.getKey()), picture.getValue());
        }
    }
}

package io.undercurrent.streams.queries;

/**
 * How an instance is, for probes.
 *
 * @param status the state of Kafka Streams, or STARTING before it was made
 * @param fine whether it works or will soon: memories that are being restored are no reason to
 *     start it anew
 * @param application the application's id
 * @param threadsAlive threads that have not ended
 * @param activeTasks partitions that it scores
 * @param standbyTasks partitions that it keeps copies of
 */
record Health(
        String status,
        boolean fine,
        String application,
        int threadsAlive,
        int activeTasks,
        int standbyTasks) {

    static Health starting(String application) {
        return new Health("STARTING", false, application, 0, 0, 0);
    }

    Reply reply() {
        return Reply.of(
                fine ? Reply.OK : Refusal.UNAVAILABLE,
                json -> {
                    json.writeStringField("status", status);
                    json.writeStringField("application", application);
                    json.writeNumberField("threads_alive", threadsAlive);
                    json.writeNumberField("active_tasks", activeTasks);
                    json.writeNumberField("standby_tasks", standbyTasks);
                });
    }
}

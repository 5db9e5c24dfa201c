package io.undercurrent.streams.queries;

/**
 * The health of an instance, for probes.
 *
 * @param status the state of Kafka Streams, or STARTING before Kafka Streams was created
 * @param fine whether the instance works or soon will; restoring key states is not a reason to
 *     restart it
 * @param application the application id
 * @param threadsAlive number of stream threads that are not dead
 * @param activeTasks number of partitions that the instance scores
 * @param standbyTasks number of partitions of which it keeps standby copies
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

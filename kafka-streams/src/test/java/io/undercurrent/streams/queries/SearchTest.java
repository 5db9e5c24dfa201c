package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances and one that is away. */
class SearchTest {
    private Served one;
    private Served two;
    private String away;

    @BeforeEach
    void start() throws Exception {
        one = new Served(1000).answering();
        two = new Served(1000).answering();
        try (ServerSocket free = new ServerSocket(0)) {
            away = "127.0.0.1:" + free.getLocalPort();
        }
        one.instance.others = List.of(two.instance.self());
        two.instance.others = List.of(one.instance.self());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private void owned(String key, String active, String... standbys) {
        one.instance.owners.put(key, new Instance.Owner(active, List.of(standbys)));
    }

    @Test
    void theOwnerIsAskedAndAnswers() throws Exception {
        two.instance.keys.put("a/ä", 0.5);
        owned("a/ä", two.instance.self());
        HttpResponse<String> answer = one.get("/keys/a%2F%C3%A4/score");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(two.get("/keys/a%2F%C3%A4/score").body())
                .contains("\"instance\":\"" + two.instance.self());
    }

    @Test
    void aKeyWhereNoPartitionerPutItIsFoundAllTheSame() throws Exception {
        two.instance.keys.put("a", 0.5);
        one.instance.keys.put("b", 0.25);
        owned("b", two.instance.self());
        assertThat(one.get("/keys/a").statusCode()).isEqualTo(200);
        assertThat(one.get("/keys/b").statusCode()).isEqualTo(200);
        assertThat(one.get("/keys/c").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsForwardedIsNotForwardedAgain() throws Exception {
        two.instance.keys.put("a", 0.5);
        assertThat(one.get("/keys/a", Peers.FORWARDED, Peers.ACTIVE).statusCode()).isEqualTo(404);
        assertThat(one.get("/keys/a", Peers.FORWARDED, "x").statusCode()).isEqualTo(404);
    }

    @Test
    void anOwnerThatIsAwayIsNamedOrStoodInForByACopy() throws Exception {
        owned("a", away);
        one.instance.others = List.of(two.instance.self(), away);
        HttpResponse<String> answer = one.get("/keys/a");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("\"incomplete\":[\"" + away + "\"]");

        two.instance.copies.put("a", 0.5);
        assertThat(one.get("/keys/a").statusCode()).as("not said to keep copies").isEqualTo(503);
        owned("a", away, two.instance.self());
        assertThat(one.get("/keys/a").body())
                .contains("\"stale\":true", "\"instance\":\"" + two.instance.self());
        owned("a", away, one.instance.self());
        one.instance.copies.put("a", 0.5);
        assertThat(one.get("/keys/a").body()).contains("\"instance\":\"" + one.instance.self());
        assertThat(one.get("/keys/other").statusCode()).as("it may have it").isEqualTo(503);
    }

    @Test
    void whilePartitionsMoveNothingIsCalledUnknown() throws Exception {
        two.instance.rebalancing = true;
        assertThat(one.get("/keys/a").statusCode()).isEqualTo(503);
        two.instance.rebalancing = false;
        assertThat(one.get("/keys/a").statusCode()).isEqualTo(404);
        one.instance.settled = false;
        assertThat(one.get("/keys/a").statusCode()).isEqualTo(503);
        assertThat(one.get("/keys/a").body()).contains("streams.http-advertised");
        one.instance.settled = true;
        owned("a", null);
        assertThat(one.get("/keys/a").statusCode()).isEqualTo(503);
    }

    @Test
    void theListIsOfAllInstances() throws Exception {
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one : two).instance.keys.put("k" + i, i / 10.0);
        }
        KeyPage page = list(one, "?limit=4");
        assertThat(page.rows()).extracting(KeyRow::key).containsExactly("k9", "k8", "k7", "k6");
        assertThat(page.more()).isTrue();
        String token = PageToken.of(page.rows().get(3).rank());
        page = list(two, "?limit=6&after=" + token);
        assertThat(page.rows())
                .extracting(KeyRow::key)
                .containsExactly("k5", "k4", "k3", "k2", "k1", "k0");
        assertThat(page.more()).isFalse();
        assertThat(one.get("/keys").body()).endsWith("\"next\":null,\"incomplete\":[]}");
        assertThat(
                        KeyPage.parse(
                                        one.get("/local/keys")
                                                .body()
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .rows())
                .extracting(KeyRow::key)
                .containsExactly("k8", "k6", "k4", "k2", "k0");
    }

    @Test
    void theListNamesThoseThatGaveNothing() throws Exception {
        one.instance.keys.put("a", 0.5);
        one.instance.others = List.of(two.instance.self(), away);
        assertThat(one.get("/keys").body())
                .contains("\"key\":\"a\"")
                .endsWith("\"incomplete\":[\"" + away + "\"]}");
        two.instance.rebalancing = true;
        assertThat(one.get("/keys").body()).contains(two.instance.self(), away);
        one.instance.rebalancing = true;
        assertThat(one.get("/keys").statusCode()).isEqualTo(503);
    }

    private static KeyPage list(Served served, String query) throws Exception {
        return KeyPage.parse(
                served.get("/keys" + query)
                        .body()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}

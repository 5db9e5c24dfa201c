package io.undercurrent.scorer;

import java.io.IOException;

/** The trained network that ships, on the same streams. */
class UniversalOnStreamsOfAllKindsTest extends StreamsOfAllKindsTest {
    UniversalOnStreamsOfAllKindsTest() throws IOException {}

    @Override
    String uri() {
        return Models.UNIVERSAL;
    }
}

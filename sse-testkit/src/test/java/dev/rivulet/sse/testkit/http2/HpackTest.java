package dev.rivulet.sse.testkit.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7541, Appendix C, and what a decoder has to refuse. */
class HpackTest {
    private static final String DATE = "Mon, 21 Oct 2013 20:13:21 GMT";
    private static final String COOKIE = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

    @ParameterizedTest
    @CsvSource({"5, 10, 0a", "5, 1337, 1f9a0a", "8, 42, 2a", "7, 127, 7f00", "7, 255, 7f8001"})
    void c1_integers(int prefixBits, int value, String coded) throws Exception {
        assertThat(new HpackInput(bytes(coded)).integer(prefixBits)).isEqualTo(value);
        var out = new ByteArrayOutputStream();
        HpackEncoder.integer(out, prefixBits, value);
        assertThat(out.toByteArray()).isEqualTo(bytes(coded));
    }

    @Test
    void c2_1_a_literal_that_is_indexed() throws Exception {
        var decoder = new HpackDecoder(4096);
        assertThat(decoder.decode(bytes("400a637573746f6d2d6b65790d637573746f6d2d686561646572")))
                .containsExactly(Map.entry("custom-key", "custom-header"));
        assertThat(decoder.table().size()).isEqualTo(55);
    }

    @ParameterizedTest
    @CsvSource({
        "040c2f73616d706c652f70617468, :path, /sample/path",
        "100870617373776f726406736563726574, password, secret",
        "82, :method, GET"
    })
    void c2_2_to_4_fields_that_are_not_indexed(String block, String name, String value) throws Exception {
        var decoder = new HpackDecoder(4096);
        assertThat(decoder.decode(bytes(block))).containsExactly(Map.entry(name, value));
        assertThat(decoder.table().fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "828684410f7777772e6578616d706c652e636f6d, 828684be58086e6f2d6361636865, "
                + "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
        "828684418cf1e3c2e5f23a6ba0ab90f4ff, 828684be5886a8eb10649cbf, "
                + "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"
    })
    void c3_and_c4_requests(String first, String second, String third) throws Exception {
        var decoder = new HpackDecoder(4096);
        assertThat(text(decoder.decode(bytes(first))))
                .containsExactly(":method=GET", ":scheme=http", ":path=/", ":authority=www.example.com");
        assertThat(decoder.table().size()).isEqualTo(57);
        assertThat(text(decoder.decode(bytes(second))))
                .containsExactly(
                        ":method=GET",
                        ":scheme=http",
                        ":path=/",
                        ":authority=www.example.com",
                        "cache-control=no-cache");
        assertThat(decoder.table().size()).isEqualTo(110);
        assertThat(text(decoder.decode(bytes(third))))
                .containsExactly(
                        ":method=GET",
                        ":scheme=https",
                        ":path=/index.html",
                        ":authority=www.example.com",
                        "custom-key=custom-value");
        assertThat(decoder.table().size()).isEqualTo(164);
        assertThat(text(decoder.table().fields()))
                .containsExactly("custom-key=custom-value", "cache-control=no-cache", ":authority=www.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e"
                + "1768747470733a2f2f7777772e6578616d706c652e636f6d, 4803333037c1c0bf, "
                + "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153"
                + "444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e"
                + "3d31",
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae"
                + "43d3, 4883640effc1c0bf, "
                + "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b"
                + "3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"
    })
    void c5_and_c6_responses_with_eviction(String first, String second, String third) throws Exception {
        var decoder = new HpackDecoder(256);
        String location = "location=https://www.example.com";
        assertThat(text(decoder.decode(bytes(first))))
                .containsExactly(":status=302", "cache-control=private", "date=" + DATE, location);
        assertThat(decoder.table().size()).isEqualTo(222);
        assertThat(text(decoder.decode(bytes(second))))
                .containsExactly(":status=307", "cache-control=private", "date=" + DATE, location);
        assertThat(text(decoder.table().fields()))
                .containsExactly(":status=307", location, "date=" + DATE, "cache-control=private");
        assertThat(decoder.table().size()).isEqualTo(222);
        String later = "date=" + DATE.replace(":21 ", ":22 ");
        assertThat(text(decoder.decode(bytes(third))))
                .containsExactly(
                        ":status=200",
                        "cache-control=private",
                        later,
                        location,
                        "content-encoding=gzip",
                        "set-cookie=" + COOKIE);
        assertThat(text(decoder.table().fields()))
                .containsExactly("set-cookie=" + COOKIE, "content-encoding=gzip", later);
        assertThat(decoder.table().size()).isEqualTo(215);
    }

    @Test
    void a_resize_drops_the_oldest() throws Exception {
        var decoder = new HpackDecoder(4096);
        decoder.decode(bytes("400161016240016301644001650166")); // a: b, c: d, e: f, each of 34
        decoder.decode(bytes("3f25")); // 68
        assertThat(text(decoder.table().fields())).containsExactly("e=f", "c=d");
        decoder.decode(bytes("203fe11f")); // 0, then 4096 again
        assertThat(decoder.table().fields()).isEmpty();
    }

    @Test
    void a_field_larger_than_the_table_empties_it() throws Exception {
        var decoder = new HpackDecoder(40);
        decoder.decode(bytes("4001610162"));
        assertThat(decoder.table().fields()).hasSize(1);
        assertThat(decoder.decode(bytes("40016309313233343536373839"))).containsExactly(Map.entry("c", "123456789"));
        assertThat(decoder.table().fields()).isEmpty();
        assertThat(decoder.table().size()).isZero();
    }

    @Test
    void a_name_may_be_that_of_the_entry_which_its_field_evicts() throws Exception {
        var decoder = new HpackDecoder(40);
        decoder.decode(bytes("4001610162"));
        assertThat(decoder.decode(bytes("7e0178"))).containsExactly(Map.entry("a", "x"));
        assertThat(text(decoder.table().fields())).containsExactly("a=x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // index 0
                "be", // an index that nothing has
                "ff00", // likewise
                "7f", // an integer without end
                "ffffffffffff0f", // one that is too long
                "ffffffffff0f", // one that is too large
                "40", // a literal without a name
                "400161", // and without a value
                "40036161", // a string that is too short
                "3fe21f", // a table of 4097
                "8220", // a resize in the midst
                "00018161", // a Huffman string that is too short
                "0081ff0161" // and one that is nothing but filling
            })
    void what_is_wrong_is_refused(String block) {
        assertThatThrownBy(() -> new HpackDecoder(4096).decode(bytes(block)))
                .isInstanceOfSatisfying(
                        Http2Exception.class, e -> assertThat(e.code()).isEqualTo(9));
    }

    @Test
    void the_static_table_is_that_of_the_rfc() {
        assertThat(StaticTable.size()).isEqualTo(61);
        assertThat(Stream.of(1, 2, 16, 28, 38, 61).map(StaticTable::get))
                .containsExactly(
                        Map.entry(":authority", ""),
                        Map.entry(":method", "GET"),
                        Map.entry("accept-encoding", "gzip, deflate"),
                        Map.entry("content-length", ""),
                        Map.entry("host", ""),
                        Map.entry("www-authenticate", ""));
    }

    @Test
    void what_the_encoder_writes_the_decoder_reads() throws Exception {
        var fields =
                List.of(Map.entry(":status", "200"), Map.entry("x", ""), Map.entry("long", "\u00E4".repeat(10_000)));
        var encoder = new HpackEncoder();
        var decoder = new HpackDecoder(4096);
        assertThat(decoder.decode(encoder.encode(fields))).isEqualTo(fields);
        encoder.shrink();
        byte[] next = encoder.encode(fields);
        assertThat(next).startsWith(0x20, 0);
        assertThat(decoder.decode(next)).isEqualTo(fields);
        assertThat(encoder.encode(fields)).startsWith(0, 7);
    }

    private static List<String> text(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}

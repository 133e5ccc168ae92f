package dev.rivulet.sse.testkit.http2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanTest {
    /** Each code of RFC 7541, Appendix B, in hexadecimal, and its length; in the order of the symbols. */
    private static List<String> codes() throws IOException {
        try (InputStream in = HuffmanTest.class.getResourceAsStream("/huffman-codes.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .map(parts -> binary(Long.parseLong(parts[0], 16), Integer.parseInt(parts[1])))
                    .toList();
        }
    }

    @Test
    void the_codes_follow_from_their_lengths() throws IOException {
        List<String> codes = codes();
        assertThat(codes).hasSize(257);
        for (int symbol = 0; symbol < codes.size(); symbol++) {
            assertThat(Huffman.codeOf(symbol)).as("symbol %d", symbol).isEqualTo(codes.get(symbol));
        }
    }

    @Test
    void every_octet_is_decoded() throws IOException {
        List<String> codes = codes();
        for (int symbol = 0; symbol < 256; symbol++) {
            assertThat(Huffman.decode(filled(codes.get(symbol))))
                    .as("symbol %d", symbol)
                    .containsExactly(symbol);
        }
    }

    @Test
    void any_octets_are_decoded_one_after_the_other() throws IOException {
        List<String> codes = codes();
        var octets = new byte[2000];
        new Random(1).nextBytes(octets);
        String bits = IntStream.range(0, octets.length)
                .mapToObj(i -> codes.get(octets[i] & 0xFF))
                .collect(Collectors.joining());
        assertThat(Huffman.decode(filled(bits))).isEqualTo(octets);
    }

    @Test
    void an_empty_string_is_empty() throws IOException {
        assertThat(Huffman.decode(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "f1e3c2e5f23a6ba0ab90f4ff, www.example.com",
        "a8eb10649cbf, no-cache",
        "25a849e95ba97d7f, custom-key",
        "25a849e95bb8e8b4bf, custom-value",
        "9d29ad171863c78f0b97c8e9ae82ae43d3, https://www.example.com"
    })
    void the_strings_of_the_rfc_are_decoded(String coded, String text) throws IOException {
        assertThat(new String(Huffman.decode(HexFormat.of().parseHex(coded)), UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff", // eight ones
                "1fffff", // a's code, and more than seven ones
                "18", // 'a' and zeros
                "1c", // 'a' and ones that end in zeros
                "fffffffc" // the end: 30 ones
            })
    void what_is_not_filled_up_by_a_few_ones_is_refused(String coded) {
        assertThatThrownBy(() -> Huffman.decode(HexFormat.of().parseHex(coded))).isInstanceOf(Http2Exception.class);
    }

    private static byte[] filled(String bits) {
        String whole = bits + "1".repeat((8 - bits.length() % 8) % 8);
        var bytes = new byte[whole.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(whole.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }

    private static String binary(long code, int length) {
        return Long.toBinaryString(1L << length | code).substring(1);
    }
}

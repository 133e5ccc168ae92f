package dev.rivulet.sse.bench;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a generated workload is made of. A seed gives the same bytes on every machine and JDK. */
enum Scene {
    /** Tokens of a chat completion, about 200 B of data, in chunks of about a network segment. */
    LLM(1_400, "\n", "token", Scene::token),

    /** Market ticks, about 15 B of data: what an event costs apart from its bytes. */
    TICKS(8 << 10, "\n", "tick", Scene::tick),

    /** Single lines of 64 KiB, each over eight chunks: what the search for a line end costs. */
    LARGE(8 << 10, "\n", "image", Scene::blob),

    /** 40 lines of 80 B with CRLF: what the joining of lines costs. */
    LINES(8 << 10, "\r\n", "log", Scene::log),

    /** JSON of mostly Chinese, Japanese, Korean and emoji: what UTF-8 costs. */
    CJK(8 << 10, "\n", "token", Scene::sentence);

    /** More than a core's own cache holds, less than the cache that cores share. */
    private static final int WIRE_BYTES = 2 << 20;

    private static final int FIRST_ID = 1_000_000;
    private static final int LARGE_BYTES = 64 << 10;
    private static final int LOG_LINES = 40;
    private static final int LOG_LINE_BYTES = 80;

    private static final String[] WORDS = (" the| of| stream| events|,| and|.| latency| a| server|\\n\\n| is| un|parsed"
                    + "| \\\"quoted\\\"| connection|ing| to| reads|:| buffers| in| order| without| loss")
            .split("[|]");
    private static final String[] SYMBOLS = {"AAPL", "MSFT", "NVDA", "AMZN", "META", "TSLA", "ORCL", "INTC"};
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";
    private static final String HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动";
    private static final String KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほアイウエオカキクケコ";
    private static final String HANGUL = "가나다라마바사아자차카타파하은는이을를에서의로고지만한국어입니다";
    private static final String[] EMOJI = {"🌊", "🚀", "😀", "🎉", "👩‍💻", "🇯🇵"};

    private final int chunk;
    private final String lineEnd;
    private final String type;
    private final Payload payload;

    Scene(int chunk, String lineEnd, String type, Payload payload) {
        this.chunk = chunk;
        this.lineEnd = lineEnd;
        this.type = type;
        this.payload = payload;
    }

    private interface Payload {
        String next(SplittableRandom random);
    }

    static List<Scene> all() {
        return List.of(values());
    }

    static Scene named(String name) {
        return all().stream()
                .filter(scene -> scene.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload " + name + ", only " + all()));
    }

    /** With an id and a type on each event, as real streams have them, or without. */
    Workload play(String name, long seed, boolean ids, int atLeast) {
        var random = new SplittableRandom(seed);
        var script = new Script();
        int id = FIRST_ID;
        while (script.wireBytes() < WIRE_BYTES || script.events() < atLeast) {
            if (ids) {
                script.field("id", Integer.toString(id++), lineEnd);
                script.field("event", type, lineEnd);
            }
            script.event(payload.next(random), lineEnd);
        }
        return script.workload(name, chunk);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String token(SplittableRandom random) {
        return "{\"id\":\"chatcmpl-CKxV0gQ7pZ3nR5tYwHs2BfLm8uJdA\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1759351655,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + pick(WORDS, random)
                + "\"},\"finish_reason\":null}]}";
    }

    private static String tick(SplittableRandom random) {
        return pick(SYMBOLS, random) + " " + random.nextInt(100, 1000) + "." + random.nextInt(10, 100) + " "
                + random.nextInt(1, 1000);
    }

    private static String blob(SplittableRandom random) {
        var text = new StringBuilder(LARGE_BYTES).append("{\"type\":\"image\",\"content\":\"");
        while (text.length() < LARGE_BYTES - 2) {
            text.append(letter(LETTERS, random));
        }
        return text.append("\"}").toString();
    }

    private static String log(SplittableRandom random) {
        var text = new StringBuilder();
        for (int line = 0; line < LOG_LINES; line++) {
            int from = text.length();
            text.append(line == 0 ? "" : "\n").append("INFO ").append(random.nextInt(100_000));
            int full = from + LOG_LINE_BYTES + (line == 0 ? 0 : 1);
            while (text.length() < full) {
                text.append(pick(WORDS, random));
            }
            text.setLength(full);
        }
        return text.toString();
    }

    private static String sentence(SplittableRandom random) {
        var text = new StringBuilder("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
        String letters = pick(new String[] {HAN, HAN, KANA, HANGUL}, random);
        int length = random.nextInt(20, 80);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(24)) {
                case 0 -> text.append(pick(EMOJI, random));
                case 1 -> text.append("，");
                case 2 -> text.append("GPU 4x ");
                default -> text.append(letter(letters, random));
            }
        }
        return text.append("。\"}}]}").toString();
    }

    private static String pick(String[] from, SplittableRandom random) {
        return from[random.nextInt(from.length)];
    }

    private static char letter(String from, SplittableRandom random) {
        return from.charAt(random.nextInt(from.length()));
    }
}

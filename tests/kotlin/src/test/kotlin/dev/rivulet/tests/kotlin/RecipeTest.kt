package dev.rivulet.tests.kotlin

import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseRequest
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** The user guide's recipe for Kotlin is the code that is tested here. */
class RecipeTest {
    @AutoClose
    private val loopback = Loopback()
    private val client = loopback.client
    private val uri = loopback.uri
    private val seen = mutableListOf<String>()

    @Test
    fun its_flow_receives_both_prices() = runBlocking<Unit> {
        client.publisher(SseRequest.get(uri)).asFlow().collect { event ->
            handle(event)
        }

        assertThat(seen).containsExactly("1.5", "2.5")
    }

    private fun handle(event: SseEvent) {
        seen.add(event.data())
    }

    @Test
    fun the_guide_shows_that_code() {
        val guide = Files.readString(Path.of("../../docs/user-guide.md"))
        val own = Files.readString(Path.of("src/test/kotlin/dev/rivulet/tests/kotlin/RecipeTest.kt"))
        val blocks = Regex("(?s)\u0060{3}kotlin\n(.*?)\u0060{3}").findAll(guide).map { it.groupValues[1].trimEnd() }.toList()

        assertThat(blocks).isNotEmpty().allSatisfy { block -> assertThat(own).contains(block.prependIndent("        ")) }
    }
}

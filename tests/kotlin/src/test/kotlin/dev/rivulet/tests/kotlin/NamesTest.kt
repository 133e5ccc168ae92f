package dev.rivulet.tests.kotlin

import dev.rivulet.sse.SseClient
import dev.rivulet.sse.jdkhttp.JdkHttpTransport
import dev.rivulet.sse.testkit.FakeTransport
import java.lang.module.ModuleFinder
import java.lang.reflect.Modifier
import java.nio.file.Files
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** No name of the library has to be quoted in Kotlin. */
class NamesTest {
    @Test
    fun these_sources_quote_no_name() {
        val sources = Files.walk(Path.of("src/test/kotlin")).use { all -> all.filter(Files::isRegularFile).toList() }

        assertThat(sources).hasSizeGreaterThan(5)
        assertThat(sources.filter { QUOTE in Files.readString(it) }).isEmpty()
    }

    @ParameterizedTest
    @ValueSource(classes = [SseClient::class, JdkHttpTransport::class, FakeTransport::class])
    fun no_public_name_of_a_module_is_a_keyword(member: Class<*>) {
        val names = publicNames(Path.of(member.protectionDomain.codeSource.location.toURI()))

        assertThat(names).contains(member.simpleName)
        assertThat(names intersect KEYWORDS).isEmpty()
    }

    private fun publicNames(root: Path): Set<String> {
        val module = ModuleFinder.of(root).findAll().single()
        val exported = module.descriptor().exports().map { it.source() }
        val files = module.open().use { reader -> reader.list().filter { it.endsWith(".class") && '/' in it }.toList() }
        val names = mutableSetOf<String>()
        for (file in files) {
            val type = Class.forName(file.removeSuffix(".class").replace('/', '.'), false, javaClass.classLoader)
            if (Modifier.isPublic(type.modifiers) && type.packageName in exported) {
                names += type.packageName.split('.') + type.simpleName
                type.declaredMethods.filter { Modifier.isPublic(it.modifiers) }.mapTo(names) { it.name }
                type.declaredFields.filter { Modifier.isPublic(it.modifiers) }.mapTo(names) { it.name }
            }
        }
        return names
    }

    private companion object {
        const val QUOTE = "\u0060"

        /** Kotlin's hard keywords that are none of Java's. */
        val KEYWORDS = setOf("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when")
    }
}

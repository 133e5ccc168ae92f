package dev.rivulet.sse.cli;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments, without those that may be secrets: a header without its quotes, a mistyped option. */
final class Misuse {
    private static final Pattern OPTION = Pattern.compile("--[A-Za-z0-9.-]{1,30}|-[A-Za-z]");

    /** A value that may be repeated: neither a URL, nor a name with a password, nor a header. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9.,+-]{0,20}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z-]{1,20}");

    private Misuse() {}

    static String message(ParameterException misuse) {
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getCommandLine().getParent() == null
                    ? noCommand(unmatched.getUnmatched(), unmatched.getCommandLine())
                    : unknown(unmatched.getUnmatched(), unmatched.getCommandLine());
        }
        String message =
                String.valueOf(misuse.getMessage()).replaceAll("is not an? (int|long)$", "is not a whole number");
        String value = misuse.getValue();
        return value == null || HARMLESS.matcher(value).matches() ? message : message.replace(value, "…");
    }

    private static String noCommand(List<String> arguments, CommandLine sse) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (first.contains("://")) {
            return "a URL is not a command; to print the events of a stream: sse tail URL";
        }
        if (first.startsWith("-")) {
            return unknown(arguments, sse);
        }
        Collection<String> commands = sse.getSubcommands().keySet();
        String suggestion = suggestion(first, commands);
        return WORD.matcher(first).matches() || !suggestion.isEmpty()
                ? "there is no command '" + first + "'" + suggestion
                : "there is no such command; there are " + String.join(", ", commands);
    }

    private static String unknown(List<String> arguments, CommandLine command) {
        String options = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> option(argument, command))
                .collect(Collectors.joining(", "));
        return options.isEmpty()
                ? "arguments that it does not take: " + arguments.size() + "; quote those that have blanks in them"
                : "unknown option: " + options;
    }

    /** As far as it can be a name: up to the value that is joined to it. */
    private static String option(String argument, CommandLine command) {
        Matcher name = OPTION.matcher(argument);
        if (!name.lookingAt()) {
            return "-…";
        }
        return name.group()
                + suggestion(name.group(), command.getCommandSpec().optionsMap().keySet());
    }

    private static String suggestion(String mistyped, Collection<String> words) {
        return Nearest.to(mistyped, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }
}

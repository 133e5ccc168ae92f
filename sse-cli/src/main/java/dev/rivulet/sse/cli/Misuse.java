package dev.rivulet.sse.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments, without those that may be secrets: a header without its quotes, a mistyped option. */
final class Misuse {
    private Misuse() {}

    static String message(ParameterException misuse) {
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            return message(unmatched);
        }
        return String.valueOf(misuse.getMessage());
    }

    private static String message(UnmatchedArgumentException misuse) {
        List<String> arguments = misuse.getUnmatched();
        boolean isCommand = misuse.getCommandLine().getParent() == null;
        if (isCommand && !arguments.isEmpty() && arguments.get(0).matches("[a-z]{1,20}")) {
            return "there is no command '" + arguments.get(0) + "'";
        }
        String options = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(Misuse::optionName)
                .collect(Collectors.joining(", "));
        return options.isEmpty()
                ? "arguments that it does not take: " + arguments.size() + "; quote those that have blanks in them"
                : "unknown option: " + options;
    }

    /** As far as it can be a name: up to the value that is joined to it. */
    private static String optionName(String argument) {
        if (!argument.startsWith("--")) {
            return argument.substring(0, Math.min(2, argument.length()));
        }
        int value = argument.indexOf('=');
        return value < 0 ? argument : argument.substring(0, value);
    }
}

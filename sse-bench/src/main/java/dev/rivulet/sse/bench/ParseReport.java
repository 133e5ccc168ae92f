package dev.rivulet.sse.bench;

import java.io.IOException;

/** Runs all contestants on all workloads, paired, and prints what came of it as Markdown. */
public final class ParseReport {
    private ParseReport() {}

    public static void main(String[] args) throws IOException {
        Plan plan;
        try {
            plan = Plan.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Plan.USAGE);
            System.exit(2);
            return;
        }
        System.out.println(Machine.describe(plan));
        System.out.println(ParseTable.HEAD);
        for (String name : plan.workloads()) {
            System.err.println("running " + name);
            System.out.print(ParseTable.rows(Race.run(Workload.of(name, plan.seed()), plan)));
        }
        System.err.println("running the dripping stream");
        System.out.print(DripTable.measure(plan));
    }
}

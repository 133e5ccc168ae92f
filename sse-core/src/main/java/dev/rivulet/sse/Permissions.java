package dev.rivulet.sse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read a file that takes another one's place, where files have POSIX permissions. */
final class Permissions {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private Permissions() {}

    /** What a new file is made with. */
    static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** Gives a new file owner, group and permissions of the old one, if there is one, as far as this process may. */
    static void copy(Path old, Path to) throws IOException {
        PosixFileAttributeView view = view(to);
        if (view == null || Files.notExists(old, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(old, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes made = view.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(wanted.permissions());
        if (!wanted.group().equals(made.group()) && !isDone(() -> view.setGroup(wanted.group()))) {
            permissions.removeIf(each -> each.name().startsWith("GROUP_")); // another group was meant
        }
        if (!wanted.owner().equals(made.owner())) {
            isDone(() -> view.setOwner(wanted.owner()));
        }
        if (!permissions.equals(made.permissions())) {
            view.setPermissions(permissions);
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private interface Change {
        void make() throws IOException;
    }

    private static boolean isDone(Change change) {
        try {
            change.make();
            return true;
        } catch (IOException mayNot) {
            return false;
        }
    }
}

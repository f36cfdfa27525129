# Sourced: the architectures that scripts/dist builds for, and how one is built on another, from Debian's packages.

# Name (as Docker's TARGETARCH writes it), name of Debian, name of `uname -m`, GNU triplet, and the variant that the platform
# of an image has beside the name. No others: Debian 12 has no libraries for riscv64, which is an architecture of Debian from 13
# on. Of arm there is version 7 with a floating-point unit (Debian's armhf) alone; where the kernel is one of 64 bits, `uname -m`
# says aarch64.
architectures=(
    'amd64 amd64 x86_64 x86_64-linux-gnu'
    'arm64 arm64 aarch64 aarch64-linux-gnu'
    'arm armhf armv7l arm-linux-gnueabihf v7'
    's390x s390x s390x s390x-linux-gnu'
)
# What a release consists of where nobody asks for others.
# shellcheck disable=SC2034 # for those who source this
released=(amd64 arm64)

# use_architecture NAME: any of the three names; sets arch, debian, machine, triplet and variant. Fails for one that has no row.
use_architecture() {
    local row
    # shellcheck disable=SC2034 # variant is for those who source this
    for row in "${architectures[@]}"; do
        read -r arch debian machine triplet variant <<<"$row"
        case $1 in "$arch" | "$debian" | "$machine") return 0 ;; esac
    done
    echo "there is no architecture '$1': they are $(printf '%s\n' "${architectures[@]}" | cut -d' ' -f1 | paste -sd' ')" >&2
    return 1
}

# Whether programs of $arch are those of this machine.
is_own_architecture() { [[ $machine == "$(uname -m)" ]]; }

# The package of Debian 12's compiler that makes programs for $arch.
compiler_package() { if is_own_architecture; then echo g++-12; else echo "g++-12-${triplet//_/-}"; fi; }

# The name of the program of qemu-user that runs programs for $arch.
emulator() { echo "qemu-${machine/#armv7*/arm}"; }

# unpack_libraries FOLDER: the packages of $arch that the programs are linked with, below FOLDER/root, by an apt of their own:
# the system's does not learn of another architecture. FOLDER/packages has a line `PATH PACKAGE VERSION
# SOURCE SOURCE-VERSION` for each file.
unpack_libraries() {
    local folder=$1 apt=$1/apt packages package fields
    # The C library, too: the one of the cross compiler's packages gets no security updates.
    packages=(libc6 libc6-dev libcrypt-dev linux-libc-dev libboost1.81-dev libexpected-dev libyaml-cpp-dev libyaml-cpp0.7
        libidn2-dev libunistring-dev)
    [[ ! -e $folder/packages ]] || return 0
    rm -rf "${apt:?}" "$folder/root"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$folder/root"
    local options=(-qq -o "APT::Architecture=$debian" -o "APT::Architectures::=$debian" -o "Dir::State::lists=$apt/lists"
        -o "Dir::Cache=$apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    (cd "$apt/cache/archives" && apt-get "${options[@]}" download "${packages[@]}")
    for package in "$apt"/cache/archives/*.deb; do
        dpkg-deb --extract "$package" "$folder/root"
        # shellcheck disable=SC2016 # dpkg-deb fills them in
        fields=$(dpkg-deb --show --showformat='${Package} ${Version} ${source:Package} ${source:Version}' "$package")
        dpkg-deb --fsys-tarfile "$package" | tar -t | sed -n "s|^\.\(/.*[^/]\)\$|\1 $fields|p" >>"$folder/packages.new"
    done
    # Absolute paths, in links and in the linker's script libc.so, would lead to the libraries of this machine.
    sed -Ei "s| (/(usr/)?lib/[^ ]+)| \"$folder/root\1\"|g" "$folder/root/usr/lib/$triplet/libc.so"
    local link target
    while IFS= read -r -d '' link; do
        target=$(readlink "$link")
        [[ $target != /* ]] || ln -snf "$folder/root$target" "$link"
    done < <(find "$folder/root" -type l -print0)
    mv "$folder/packages.new" "$folder/packages"
}

# cross_options FOLDER: what CMake must be told to build for $arch with the libraries of unpack_libraries, a line each.
cross_options() {
    local root=$1/root
    printf '%s\n' -DCMAKE_SYSTEM_NAME=Linux "-DCMAKE_SYSTEM_PROCESSOR=$machine" "-DCMAKE_CXX_COMPILER=$triplet-g++" \
        "-DCMAKE_FIND_ROOT_PATH=$root" -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY \
        -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY "-DCMAKE_EXE_LINKER_FLAGS=\"-B$root/usr/lib/$triplet\""
}

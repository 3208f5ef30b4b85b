# Sourced by demo.sh, test.sh and .ci/run: makes sure that the packages the build needs are there.
# Debian 12 names Boost 1.81 apart from its default 1.74; from Debian 13 on the default is new enough.

sellerd_packages() {
  local release
  release=$(. /etc/os-release && echo "${VERSION_ID:-0}")
  local boost=
  if [ "${release%%.*}" = 12 ]; then boost=1.81; fi
  echo clang-19 libclang-rt-19-dev clang-format-19 llvm-19 mold ccache cmake ninja-build pkg-config git ca-certificates \
    "libboost${boost}-dev" "libboost-json${boost}-dev" "libboost-log${boost}-dev" "libboost-test${boost}-dev" \
    librocksdb-dev libcereal-dev libcli11-dev libcsv-dev libncurses-dev libhowardhinnant-date-dev tzdata libcurl4-openssl-dev libssl-dev libsystemd-dev zlib1g-dev xz-utils \
    python3 tmux procps dpkg-dev file systemd-container
}

# install_packages [PACKAGE...]: installs what is missing of the build's packages and of these; says nothing and needs no
# rights when nothing is.
install_packages() {
  local missing=() package
  for package in $(sellerd_packages) "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  local as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing, and installing them needs root: ${missing[*]}" >&2; return 1; }
    as_root=sudo
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PRESET [TARGET...]: configures and builds quietly; on failure everything is shown.
build() {
  local preset=$1
  shift
  mkdir -p "build/$preset"
  local log="build/$preset/build.log"
  local targets=()
  [ $# -gt 0 ] && targets=(--target "$@")
  echo "Building ($preset) ..."
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
}

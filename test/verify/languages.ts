/** How a language's function of docs/verify-webhooks.md is made a program and run. */
export interface Language {
  /** Of the page's code block. */
  readonly fence: string;
  readonly file: string;
  /** Calls the function with its five arguments from the command line, and prints `true` or `false`. */
  readonly main: string;
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** What compiles it; optional. */
  readonly build?: readonly string[];
  /** The arguments are added. */
  readonly run: readonly string[];
}

const cargo = `[package]
name = "verify"
version = "0.0.0"
edition = "2021"

[dependencies]
base64 = "0.22.1"
hmac = "0.12.1"
sha2 = "0.10.9"
`;

export const languages: Readonly<Record<string, Language>> = {
  TypeScript: {
    fence: 'ts',
    file: 'verify.ts',
    main: `const [secret = '', id = '', timestamp = '', signatures = '', body = ''] = process.argv.slice(2);
console.log(verify(secret, id, timestamp, signatures, body));`,
    run: [process.execPath, 'verify.ts'],
  },
  Python: {
    fence: 'python',
    file: 'verify.py',
    main: `import sys
secret, id, timestamp, signatures, body = sys.argv[1:]
print(str(verify(secret, id, timestamp, signatures, body.encode())).lower())`,
    run: ['python3', 'verify.py'],
  },
  Go: {
    fence: 'go',
    file: 'verify.go',
    main: '',
    files: {
      'main.go': `package main

import (
	"fmt"
	"os"
)

func main() {
	a := os.Args[1:]
	fmt.Println(Verify(a[0], a[1], a[2], a[3], []byte(a[4])))
}
`,
      'go.mod': 'module verify\n\ngo 1.21\n',
    },
    build: ['go', 'build', '-o', 'verify', '.'],
    run: ['./verify'],
  },
  Rust: {
    fence: 'rust',
    file: 'src/main.rs',
    main: `fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    println!("{}", verify(&a[0], &a[1], &a[2], &a[3], a[4].as_bytes()));
}`,
    files: { 'Cargo.toml': cargo },
    build: ['cargo', 'build', '--quiet'],
    run: ['target/debug/verify'],
  },
  Ruby: {
    fence: 'ruby',
    file: 'verify.rb',
    main: 'puts verify(*ARGV)',
    run: ['ruby', 'verify.rb'],
  },
  PHP: {
    fence: 'php',
    file: 'verify.php',
    main: "echo verify(...array_slice($argv, 1)) ? 'true' : 'false';",
    run: ['php', 'verify.php'],
  },
  Java: {
    fence: 'java',
    file: 'Webhooks.java',
    main: '',
    files: {
      'Main.java': `class Main {
  public static void main(String[] a) throws Exception {
    byte[] body = a[4].getBytes(java.nio.charset.StandardCharsets.UTF_8);
    System.out.println(Webhooks.verify(a[0], a[1], a[2], a[3], body));
  }
}
`,
    },
    build: ['javac', 'Webhooks.java', 'Main.java'],
    run: ['java', '-Dsun.jnu.encoding=UTF-8', 'Main'],
  },
  'C#': {
    fence: 'csharp',
    file: 'Webhooks.cs',
    main: '',
    files: {
      'Main.cs': `public static class Program
{
    public static void Main(string[] a)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(a[4]);
        System.Console.WriteLine(Webhooks.Verify(a[0], a[1], a[2], a[3], body) ? "true" : "false");
    }
}
`,
    },
    build: ['mcs', '-out:verify.exe', 'Webhooks.cs', 'Main.cs'],
    run: ['mono', 'verify.exe'],
  },
  Elixir: {
    fence: 'elixir',
    file: 'verify.exs',
    main: `[secret, id, timestamp, signatures, body] = System.argv()
IO.puts(Webhooks.verify(secret, id, timestamp, signatures, body))`,
    run: ['elixir', 'verify.exs'],
  },
};

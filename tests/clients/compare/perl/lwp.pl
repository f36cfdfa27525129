# As http_tiny.pl, by LWP::UserAgent with env_proxy.
use strict;
use warnings;
use LWP::UserAgent;
use LWP::Protocol::https;
use JSON::PP;

$| = 1;
$SIG{__WARN__} = sub { };
my %options = (timeout => 5, max_redirect => 0, env_proxy => 1, ssl_opts => { verify_hostname => 0, SSL_verify_mode => 0 });
while (my $url = <STDIN>) {
    chomp $url;
    if ($url =~ /^\{/) {
        %ENV = %{ JSON::PP->new->decode($url) };
        next;
    }
    my $answer = eval { LWP::UserAgent->new(%options)->get($url) };
    my $said = !$answer ? "failed $@" : $answer->is_success ? "answered " . $answer->code : "failed " . $answer->status_line;
    $said =~ s/[\r\n]/ /g;
    print "$said\n";
}

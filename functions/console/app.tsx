import { LocationProvider, Route, Router } from 'preact-iso';
import { Frame } from './components/frame.tsx';
import { Notices } from './components/notices.tsx';
import { SignInDialog } from './components/sign-in-dialog.tsx';
import { token } from './data/token.ts';
import { AccountScreen } from './screens/account-screen.tsx';
import { CompareScreen } from './screens/compare-screen.tsx';
import { EndpointScreen } from './screens/endpoint-screen.tsx';
import { EndpointsScreen } from './screens/endpoints-screen.tsx';
import { HistoryScreen } from './screens/history-screen.tsx';
import { NewTaskScreen } from './screens/new-task-screen.tsx';
import { NotFoundScreen } from './screens/not-found-screen.tsx';
import { ProvidersScreen } from './screens/providers-screen.tsx';
import { TaskScreen } from './screens/task-screen.tsx';

/** The screens by their address. Nothing is asked of the API before there is a token; a rejected one is asked for anew over what stands. */
export function App() {
  return (
    <LocationProvider scope="/console">
      <Frame>
        {token.value !== '' && (
          <Router>
            <Route path="/console" component={NewTaskScreen} />
            <Route path="/console/tasks" component={HistoryScreen} />
            <Route path="/console/tasks/:id" component={TaskScreen} />
            <Route path="/console/compare/:left/:right" component={CompareScreen} />
            <Route path="/console/endpoints" component={EndpointsScreen} />
            <Route path="/console/endpoints/:id" component={EndpointScreen} />
            <Route path="/console/account" component={AccountScreen} />
            <Route path="/console/providers" component={ProvidersScreen} />
            <Route default component={NotFoundScreen} />
          </Router>
        )}
      </Frame>
      <Notices />
      <SignInDialog />
    </LocationProvider>
  );
}
